package p2p.cli.account;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Table;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.OwnDevices;
import picocli.CommandLine.Command;

/** List the devices that you are logged in on. */
@Command(
        name = "devices",
        description = "List the devices that you are logged in on.",
        footer = {
            "",
            "KEY begins the fingerprint of its peer; a program without a peer has none.",
            "",
            "Example:",
            "  p2p devices"
        })
public final class ListDevices extends ServiceCommand {

    private static final int SHOWN_OF_KEY = 12;

    @Override
    protected int run(Service service, Output output) {
        OwnDevices own = service.run(Call.get("tracker", "devices"), OwnDevices.class);
        if (output.look().json()) {
            output.document(own);
            return 0;
        }
        var table =
                new Table<DeviceInfo>()
                        .text("DEVICE", DeviceInfo::name)
                        .text("KEY", ListDevices::key)
                        .text("LOGGED IN", it -> it.since().toString())
                        .text("SEEN", it -> it.there() ? "there now" : it.seen().toString())
                        .text("ADDRESS", it -> it.address() == null ? "" : it.address())
                        .text("THIS", it -> it.current() ? "this one" : "");
        output.table(own.devices(), table, "");
        return 0;
    }

    private static String key(DeviceInfo device) {
        return device.fingerprint() == null
                ? ""
                : device.fingerprint().hex().substring(0, SHOWN_OF_KEY);
    }
}
