package p2p.cli.account;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.PasswordOption;
import p2p.cli.control.Passwords;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.protocol.api.PasswordReset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Set a password by a code of an administrator. */
@Command(
        name = "reset_password",
        aliases = "reset-password",
        description = "Set a password by a code that an administrator gave you.",
        footer = {
            "",
            "The code and the password are asked for, or read as two lines with --password-stdin.",
            "",
            "Example:",
            "  p2p reset_password bob"
        })
public final class ResetPassword extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "USER", description = "The account's name.")
    private String user;

    @Mixin private PasswordOption option;

    @Override
    protected int run(Service service, Output output) {
        Passwords passwords = surroundings().passwords();
        String code = option.orRead(null, passwords, "The code: ").strip();
        String password =
                option.orReadNew(
                        null, passwords, "New password of " + user + ", of 8 characters or more: ");
        service.run(
                Call.post("tracker", "password-resets")
                        .body(new PasswordReset(user, code, password)));
        PeerStatus peer = service.run(Call.get("status"), PeerStatus.class);
        MadePassword.of(peer, user).forget();
        output.done(
                Map.of("user", user, "passwordChanged", true),
                "Set the password of %s; log in with it: %s"
                        .formatted(user, surroundings().command("login " + user)));
        return 0;
    }
}
