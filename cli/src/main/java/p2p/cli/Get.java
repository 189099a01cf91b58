package p2p.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import p2p.cli.account.Newcomer;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.download.Fetching;
import p2p.cli.group.Telephone;
import p2p.cli.output.Output;
import p2p.cli.service.FirstStart;
import p2p.cli.service.Turn;
import p2p.protocol.InvitationLink;
import p2p.protocol.SpokenCode;
import p2p.protocol.api.Acceptance;
import p2p.protocol.api.GroupInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Take up an invitation, and download what it is about. */
@Command(
        name = "get",
        description = "Join a group by a link, and download what is shared in it.",
        footer = {
            "",
            "Starts the service and makes an account where there is none.",
            "The same again goes on where it was, and downloads what is new.",
            "",
            "Example:",
            "  p2p get 'https://a.example:7001/i/pics#3k0c1v7m5p9q2a8r4t6b0d1e2f' ~/films",
            "  p2p get amber-canyon-harbor-velvet-noodle-tulip --tracker 192.0.2.1:7001"
        })
final class Get implements Callable<Integer> {

    private static final String HERE = ".";

    /** What a tracker answers that knows no checks. */
    private static final String UNKNOWN_TO_OLD_TRACKERS = "not-found";

    @ParentCommand private Root root;

    @Parameters(
            index = "0",
            paramLabel = "LINK",
            description = "The link, in quotes, or the six words that stand for it.")
    private String link;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DEST",
            defaultValue = HERE,
            description = "A folder, made where it is missing; this one when left out.")
    private String destination;

    @Parameters(index = "2..*", hidden = true)
    private List<String> more = List.of();

    @Option(
            names = "--name",
            paramLabel = "USER",
            description = "Your name where you have no account yet; asked for when left out.")
    private @Nullable String name;

    @Option(
            names = "--force",
            description = "Overwrite other files at DEST, and what was changed there.")
    private boolean force;

    @Mixin private FirstStart start = new FirstStart(false);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private record Invited(InvitationLink link, Service service) {}

    @Override
    public Integer call() {
        joinWords();
        Supplier<Invited> meant = SpokenCode.isMeant(link) ? byWords() : byLink();
        root.requireName(name);
        Output output = root.output();
        Invited invited = entered(meant, output);
        String group = member(invited.service(), output, invited.link());
        String folder = root.path(destination) + "/";
        var fetching = new Fetching(root, invited.service(), output);
        boolean named = !destination.equals(HERE);
        return fetching.fetch(group, invited.link().file(), folder, named, force);
    }

    /** The six words may come without dashes between them, too. */
    private void joinWords() {
        if (more.isEmpty()) {
            return;
        }
        var all = new ArrayList<String>(List.of(link, destination));
        all.addAll(more);
        int last = all.size() - 1;
        if (last < SpokenCode.COUNT - 1 || last > SpokenCode.COUNT) {
            throw Failure.usage(
                    "Too many words: one link, or six words, and then one DEST at most.");
        }
        link = String.join("-", all.subList(0, SpokenCode.COUNT));
        destination = last == SpokenCode.COUNT ? all.get(last) : HERE;
    }

    private Invited entered(Supplier<Invited> meant, Output output) {
        try (var _ = Turn.at(root.home(), output)) {
            Invited invited = meant.get();
            Service service = invited.service();
            root.warning().ifPresent(output::note);
            Newcomer.enter(
                    root,
                    service,
                    output,
                    name,
                    Optional.of(invited.link().code()),
                    () -> requireOpen(service, invited.link()));
            root.home().settle();
            return invited;
        }
    }

    private Supplier<Invited> byWords() {
        SpokenCode code = Telephone.read(link);
        return () -> {
            Service service = root.begun(start);
            return new Invited(Telephone.link(service, code), service);
        };
    }

    private Supplier<Invited> byLink() {
        InvitationLink invitation = read(link);
        start.requireNoTracker();
        return () -> new Invited(invitation, root.begun(invitation.tracker(), start));
    }

    private static InvitationLink read(String link) {
        try {
            return InvitationLink.parse(link);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(
                    "This is not the whole link of an invitation: " + e.getMessage() + ".");
        }
    }

    private static void requireOpen(Service service, InvitationLink invitation) {
        var code = new Acceptance(invitation.code());
        try {
            service.run(Call.post("tracker", "invitations", "checks").body(code));
        } catch (Failure e) {
            if (!e.type().equals(UNKNOWN_TO_OLD_TRACKERS)) {
                throw e;
            }
        }
    }

    /** The group's name, once the user is in it. */
    private static String member(Service service, Output output, InvitationLink invitation) {
        Optional<String> mine =
                service.list(Call.get("tracker", "groups", "mine"), GroupInfo.class).stream()
                        .map(GroupInfo::group)
                        .filter(invitation.group()::equalsIgnoreCase)
                        .findFirst();
        if (mine.isPresent()) {
            return mine.get();
        }
        var acceptance = new Acceptance(invitation.code());
        GroupInfo joined =
                service.run(
                        Call.post("tracker", "invitations", "acceptances").body(acceptance),
                        GroupInfo.class);
        output.nothing("You are a member of " + joined.group() + " now.");
        return joined.group();
    }
}
