package p2p.cli.account;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.DeviceLimit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Say on how many devices you may be logged in at once. */
@Command(
        name = "set_devices",
        aliases = "set-devices",
        description = "Say on how many devices you may be logged in at once: one, unless you do.",
        footer = {"", "Example:", "  p2p set_devices 3"})
public final class SetDevices extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "NUMBER", description = "From 1 to 20.")
    private int most;

    @Override
    protected int run(Service service, Output output) {
        var limit = new DeviceLimit(most);
        service.run(Call.put("tracker", "devices").body(limit));
        output.done(
                limit,
                "You may be logged in on "
                        + (most == 1 ? "one device" : most + " devices at once")
                        + ".");
        return 0;
    }
}
