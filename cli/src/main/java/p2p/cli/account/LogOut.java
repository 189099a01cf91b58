package p2p.cli.account;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;

/** Log out: sharing stops and downloads pause. */
@Command(
        name = "logout",
        description = "Log out: sharing stops and downloads pause.",
        footer = {"", "Example:", "  p2p logout"})
public final class LogOut extends ServiceCommand {

    @Override
    protected int run(Service service, Output output) {
        service.run(Call.delete("session"));
        output.done(Map.of("loggedOut", true), "Logged out.");
        return 0;
    }
}
