package p2p.cli.group;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.stream.Stream;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.InviterChoice;
import p2p.protocol.api.Inviters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Say who may invite people to a group that you own. */
@Command(
        name = "set_inviters",
        aliases = "set-inviters",
        description = "Say who may invite people to a group that you own.",
        footer = {
            "",
            "You always may. The links of who may not invite any more are revoked.",
            "",
            "Example:",
            "  p2p set_inviters film members"
        })
public final class SetInviters extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            paramLabel = "WHO",
            completionCandidates = Words.class,
            description = "owner, moderators (as long as nothing is said) or members.")
    private String who;

    @RegisterForReflection
    static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(Stream.of(Inviters.values()).map(Inviters::toString).toList());
        }
    }

    @RegisterForReflection
    private record Chosen(String group, Inviters inviters) {}

    @Override
    protected int run(Service service, Output output) {
        Inviters inviters =
                Stream.of(Inviters.values())
                        .filter(some -> some.toString().equals(who))
                        .findFirst()
                        .orElseThrow(() ->
                                Failure.usage(
                                        "Those who invite are owner, moderators or members, not '"
                                                + who
                                                + "'."));
        service.run(
                Call.put("tracker", "groups", group, "inviters").body(new InviterChoice(inviters)));
        output.done(
                new Chosen(group, inviters),
                "[" + group + "] " + GroupDescription.inviters(inviters));
        return 0;
    }
}
