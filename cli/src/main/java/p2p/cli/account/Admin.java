package p2p.cli.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Table;
import p2p.protocol.api.AccountInfo;
import p2p.protocol.api.AccountState;
import p2p.protocol.api.NamedUser;
import p2p.protocol.api.ResetGranted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Administer the accounts of others. */
@Command(
        name = "admin",
        description = "Administer the accounts of others, as an administrator.",
        footer = {
            "",
            "  accounts [TEXT]  list the accounts, or those with TEXT in their names",
            "  create NAME      make an account, and a code by which NAME sets its password",
            "  reset NAME       make a code by which NAME sets a new password",
            "  disable NAME     end its sessions; nobody can log in to it",
            "  enable NAME      undo that",
            "  log_out NAME     log it out everywhere",
            "  delete NAME      delete it, as delete_user does",
            "",
            "Who runs a tracker makes administrators: tracker admin grant NAME.",
            "",
            "Example:",
            "  p2p admin accounts bob"
        })
public final class Admin extends ServiceCommand {

    private static final String ACCOUNTS = "accounts";

    @Parameters(
            index = "0",
            paramLabel = "accounts|create|reset|disable|enable|log_out|delete",
            description = "What to do.")
    private String deed;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Whose account; for accounts, a part of the names.")
    private @Nullable String name;

    @Option(names = "--yes", description = "For delete: do not ask.")
    private boolean sure;

    @Override
    protected int run(Service service, Output output) {
        if (deed.equals(ACCOUNTS)) {
            list(service, output);
            return 0;
        }
        switch (deed) {
            case "create" ->
                    sayCode(
                            output,
                            "Made the account %s.",
                            service.run(
                                    Call.post("tracker", "admin", ACCOUNTS)
                                            .body(new NamedUser(named())),
                                    ResetGranted.class));
            case "reset" ->
                    sayCode(
                            output,
                            "%s can set a new password now.",
                            service.run(
                                    Call.post("tracker", "admin", ACCOUNTS, named(), "resets"),
                                    ResetGranted.class));
            case "disable" -> {
                setDisabled(service, true);
                done(output, "disabled", "Nobody can log in to %s any more.");
            }
            case "enable" -> {
                setDisabled(service, false);
                done(output, "enabled", "%s can log in again.");
            }
            case "log_out", "log-out" -> {
                service.run(Call.delete("tracker", "admin", ACCOUNTS, named(), "sessions"));
                done(output, "loggedOut", "Logged %s out everywhere.");
            }
            case "delete" -> {
                requireSure();
                service.run(Call.delete("tracker", "admin", ACCOUNTS, named()));
                done(output, "deleted", "Deleted the account %s.");
            }
            default ->
                    throw Failure.usage(
                            "Say accounts, create, reset, disable, enable, log_out or delete, not '"
                                    + deed
                                    + "'.");
        }
        return 0;
    }

    private void list(Service service, Output output) {
        var all =
                service.pages(
                        Call.get("tracker", "admin", ACCOUNTS).with("match", name),
                        AccountInfo.class);
        var table =
                new Table<AccountInfo>()
                        .text("NAME", AccountInfo::name)
                        .time("CREATED", AccountInfo::created)
                        .text("ONLINE", it -> it.online() ? "yes" : "no")
                        .text("ADMINISTRATOR", it -> it.administrator() ? "yes" : "")
                        .time("DISABLED", AccountInfo::disabled);
        output.table(all, table, "There are no such accounts.");
    }

    private void setDisabled(Service service, boolean disabled) {
        service.run(
                Call.put("tracker", "admin", ACCOUNTS, named(), "state")
                        .body(new AccountState(disabled)));
    }

    private static void sayCode(Output output, String sentence, ResetGranted granted) {
        output.nothing(sentence.formatted(granted.name()));
        output.nothing(
                "Until %s they type 'p2p reset_password %s', and this code, which is shown this once:"
                        .formatted(output.look().moment(granted.expires()), granted.name()));
        output.done(granted, granted.code());
    }

    private void done(Output output, String what, String sentence) {
        output.done(Map.of("user", named(), what, true), sentence.formatted(named()));
    }

    /** Nobody shall lose an account by a slip. */
    private void requireSure() {
        String user = named();
        if (sure) {
            return;
        }
        if (!surroundings().passwords().canAsk()) {
            throw Failure.usage(
                    "There is no terminal to ask on; say --yes to delete " + user + ".");
        }
        String again = surroundings().passwords().askName("Type the name once more to delete it: ");
        if (!again.equals(user)) {
            throw Failure.refused("not-sure", "That is another name; nothing was deleted.");
        }
    }

    private String named() {
        if (name == null) {
            throw Failure.usage("NAME is missing: whose account?");
        }
        return name;
    }
}
