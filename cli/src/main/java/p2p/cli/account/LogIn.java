package p2p.cli.account;

import p2p.cli.control.Call;
import p2p.cli.control.PasswordOption;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.file.OwnShares;
import p2p.cli.output.Output;
import p2p.peer.LoggedIn;
import p2p.peer.control.Credentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Log in, and share again what was shared. */
@Command(
        name = "login",
        description = "Log in, and share again what was shared.",
        footer = {"", "Example:", "  p2p login alice"})
public final class LogIn extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "USER", description = "The account.")
    private String user;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PASSWORD",
            description = "The password; asked for when left out.")
    private String password;

    @Option(names = "--takeover", description = "End the session that the account has elsewhere.")
    private boolean takeover;

    @Mixin private PasswordOption passwordOption;

    @Override
    protected int run(Service service, Output output) {
        String secret = passwordOption.orRead(password, surroundings().passwords(), "Password: ");
        Call call = Call.post("session").body(new Credentials(user, secret, takeover));
        LoggedIn loggedIn = service.run(call, LoggedIn.class);
        output.done(loggedIn, "Logged in as " + loggedIn.user() + ".");
        if (!output.look().json() && !loggedIn.shares().isEmpty()) {
            output.table(loggedIn.shares(), OwnShares.table(), "");
        }
        return 0;
    }
}
