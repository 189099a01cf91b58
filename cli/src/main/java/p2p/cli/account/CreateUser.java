package p2p.cli.account;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.NewAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Create an account. */
@Command(
        name = "create_user",
        aliases = "create-user",
        description = "Create an account.",
        footer = {"", "Example:", "  p2p create_user alice"})
public final class CreateUser extends ServiceCommand {

    @Mixin private UserAndPassword who;

    @Override
    protected int run(Service service, Output output) {
        String user = who.user();
        String secret = who.newPassword(surroundings().passwords());
        service.run(Call.post("tracker", "accounts").body(new NewAccount(user, secret)));
        output.done(Map.of("user", user), "Created the account " + user + ".");
        return 0;
    }
}
