package p2p.cli.group;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.protocol.api.InvitationGranted;
import p2p.protocol.api.InvitationInfo;
import p2p.protocol.api.SpokenCodeGranted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Make a link by which people join a group. */
@Command(
        name = "invite",
        description = "Make a link by which people join a group.",
        footer = {
            "",
            "Whoever has the link can join, so give it to nobody else. The group's owner",
            "says by set_inviters who may make one.",
            "",
            "Example:",
            "  p2p invite film --uses 3 --expires 12h --note 'the neighbours'"
        })
public final class Invite extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "What list_invitations shows you of it.")
    private @Nullable String note;

    @Mixin private Inviting inviting;

    @RegisterForReflection
    private record Invited(
            String link, @Nullable SpokenCodeGranted spoken, InvitationInfo invitation) {}

    @Override
    protected int run(Service service, Output output) {
        InvitationGranted granted = inviting.make(service, group, note);
        var link = inviting.link(service, granted, Optional.empty());
        Optional<SpokenCodeGranted> spoken =
                Inviting.spoken(output, () -> Inviting.words(service, granted, Optional.empty()));
        var document = new Invited(link.toString(), spoken.orElse(null), granted.invitation());
        Inviting.say(output, document, link, spoken, granted.invitation());
        return 0;
    }
}
