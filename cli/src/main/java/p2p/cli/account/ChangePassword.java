package p2p.cli.account;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.PasswordOption;
import p2p.cli.control.Passwords;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.protocol.api.PasswordChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Change the password. */
@Command(
        name = "change_password",
        aliases = "change-password",
        description = "Change the password.",
        footer = {
            "",
            "Who has none yet (see share and get) needs no old one.",
            "",
            "Example:",
            "  p2p change_password"
        })
public final class ChangePassword extends ServiceCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "OLD",
            description = "The old password; asked for when left out.")
    private @Nullable String oldPassword;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NEW",
            description = "The new password; asked for when left out.")
    private @Nullable String newPassword;

    @Mixin private PasswordOption passwordOption;

    @Override
    protected int run(Service service, Output output) {
        Passwords passwords = surroundings().passwords();
        Optional<MadePassword> made = made(service);
        boolean needsNoOld = made.isPresent() && newPassword == null;
        String before =
                needsNoOld
                        ? made.get().kept().orElseThrow()
                        : passwordOption.orRead(oldPassword, passwords, "Old password: ");
        String after =
                passwordOption.orReadNew(
                        needsNoOld ? oldPassword : newPassword,
                        passwords,
                        "New password, of 8 characters or more: ");
        service.run(
                Call.put("tracker", "accounts", "me", "password")
                        .body(new PasswordChange(before, after)));
        made.ifPresent(MadePassword::forget);
        output.done(Map.of("passwordChanged", true), "Changed the password.");
        return 0;
    }

    /** The password that nobody had to think of, where there is one. */
    private static Optional<MadePassword> made(Service service) {
        PeerStatus peer = service.run(Call.get("status"), PeerStatus.class);
        return Optional.ofNullable(peer.user())
                .map(user -> MadePassword.of(peer, user))
                .filter(password -> password.kept().isPresent());
    }
}
