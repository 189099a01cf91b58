package p2p.cli.account;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.PasswordOption;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.NewAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Create an account. */
@Command(
        name = "create_user",
        aliases = "create-user",
        description = "Create an account.",
        footer = {"", "Example:", "  p2p create_user alice"})
public final class CreateUser extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "USER", description = "The name of the new account.")
    private String user;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PASSWORD",
            description = "The password; asked for when left out.")
    private String password;

    @Mixin private PasswordOption passwordOption;

    @Override
    protected int run(Service service, Output output) {
        String secret =
                passwordOption.orReadNew(password, surroundings().passwords(), "Password: ");
        service.run(Call.post("accounts").body(new NewAccount(user, secret)));
        output.done(Map.of("user", user), "Created the account " + user + ".");
        return 0;
    }
}
