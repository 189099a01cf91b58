package p2p.cli.group;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.Role;
import p2p.protocol.api.MemberRole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Say what a member may do in a group that you own. */
@Command(
        name = "set_role",
        aliases = "set-role",
        description = "Say what a member may do in a group that you own.",
        footer = {
            "",
            "A moderator lets people in, invites and removes them. A reader downloads, but",
            "shares nothing new; what they share stays until they stop it, or leave.",
            "A role counts at once. The links of who may not invite any more are revoked.",
            "",
            "Example:",
            "  p2p set_role film bob moderator"
        })
public final class SetRole extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "USER", description = "The user's name.")
    private String user;

    @Parameters(
            index = "2",
            paramLabel = "ROLE",
            completionCandidates = Words.class,
            description = "moderator, member or reader.")
    private String role;

    @RegisterForReflection
    static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(
                    List.of(
                            Role.MODERATOR.toString(),
                            Role.MEMBER.toString(),
                            Role.READER.toString()));
        }
    }

    @Override
    protected int run(Service service, Output output) {
        Role wanted = role();
        service.run(
                Call.put("tracker", "groups", group, "members", user, "role")
                        .body(new MemberRole(wanted)));
        output.done(
                new Given(group, user, wanted),
                "%s is a %s of %s now.".formatted(user, wanted, group));
        return 0;
    }

    @RegisterForReflection
    private record Given(String group, String user, Role role) {}

    private Role role() {
        return switch (role) {
            case "moderator" -> Role.MODERATOR;
            case "member" -> Role.MEMBER;
            case "reader" -> Role.READER;
            case "owner" ->
                    throw Failure.usage(
                            "A group has one owner: hand it over with 'transfer_group %s %s'."
                                    .formatted(group, user));
            default ->
                    throw Failure.usage(
                            "A role is moderator, member or reader, not '" + role + "'.");
        };
    }
}
