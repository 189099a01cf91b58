package p2p.cli.account;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Log a device or a browser out from here. */
@Command(
        name = "remove_device",
        aliases = "remove-device",
        description = "Log a device out from here, whose key is worth nothing then, or a browser.",
        footer = {"", "Example:", "  p2p remove_device laptop"})
public final class RemoveDevice extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "DEVICE", description = "Its name, as devices shows it.")
    private String device;

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.delete("tracker", "devices", device));
        output.done(Map.of("removed", device), "Removed the device " + device + ".");
        return 0;
    }
}
