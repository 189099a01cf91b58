package p2p.cli.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.PasswordOption;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.protocol.api.PasswordProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Delete the account that is logged in, and all it shares. */
@Command(
        name = "delete_user",
        aliases = "delete-user",
        description = "Delete the account that is logged in, and all it shares.",
        footer = {"", "Example:", "  p2p delete_user"})
public final class DeleteUser extends ServiceCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PASSWORD",
            description = "The password; asked for when left out.")
    private @Nullable String password;

    @Mixin private PasswordOption passwordOption;

    @Override
    protected int run(Service service, Output output) {
        if (password == null && !passwordOption.isToBeRead()) {
            requireOwnPassword(service);
        }
        String secret =
                passwordOption.orRead(password, surroundings().passwords(), "Your password: ");
        service.run(Call.delete("accounts", "me").body(new PasswordProof(secret)));
        output.done(Map.of("deleted", true), "Deleted the account.");
        return 0;
    }

    /** Nobody shall lose an account by one word. */
    private void requireOwnPassword(Service service) {
        PeerStatus peer = service.run(Call.get("status"), PeerStatus.class);
        String user = peer.user();
        if (user != null && MadePassword.of(peer, user).kept().isPresent()) {
            throw Failure.refused(
                    "no-password",
                    "Your account has no password yet; set one with '"
                            + surroundings().command("change_password")
                            + "', and delete it by that.");
        }
    }
}
