package p2p.cli.group;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.Surroundings;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.protocol.InvitationLink;
import p2p.protocol.TrackerList;
import p2p.protocol.api.InvitationGranted;
import p2p.protocol.api.InvitationInfo;
import p2p.protocol.api.NewInvitation;
import p2p.protocol.api.NewSpokenCode;
import p2p.protocol.api.SpokenCodeGranted;
import picocli.CommandLine.Option;

/** Options of commands that invite people, and what such a command says. */
public final class Inviting {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,5})([mhd])");
    private static final Set<String> NOT_ALLOWED =
            Set.of("not-the-owner", "not-a-moderator", "reads-only");
    private static final DateTimeFormatter TIME_SHOWN = DateTimeFormatter.ofPattern("HH:mm");

    @Option(
            names = "--uses",
            paramLabel = "N",
            description = "How many people may use it: one when left out.")
    private @Nullable Integer uses;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long it lasts, as 30m or 12h; 7d when left out.")
    private @Nullable String expires;

    /** A link that stands for approval, to the group or one file of it. */
    public InvitationLink link(Service service, InvitationGranted granted, Optional<String> file) {
        String url = service.run(Call.get("status"), PeerStatus.class).trackerUrls().getFirst();
        return new InvitationLink(
                TrackerList.entry(1, url), granted.invitation().group(), granted.code(), file);
    }

    /** To be asked before anything is begun that takes long. */
    public void requireSense() {
        seconds();
        if (uses != null && uses < 1) {
            throw Failure.usage("--uses takes a number of people, from 1 on.");
        }
    }

    public InvitationGranted make(Service service, String group, @Nullable String note) {
        var wanted = new NewInvitation(uses, seconds(), note);
        return service.run(
                Call.post("tracker", "groups", group, "invitations").body(wanted),
                InvitationGranted.class);
    }

    /** Says how many links of before still let somebody in, and how to end them. */
    public static void sayWhatIsOpen(
            Surroundings surroundings, Service service, Output output, InvitationInfo made) {
        String group = made.group();
        long open;
        try {
            open = countOpen(service, made);
        } catch (Failure e) {
            // The link is made, whatever else cannot be told.
            return;
        }
        if (open > 0) {
            output.nothing(
                    "%s still good, too: '%s' shows which, and 'revoke_invitation' ends one."
                            .formatted(
                                    open == 1
                                            ? "A link of yours from before is"
                                            : open + " links of yours from before are",
                                    surroundings.command("list_invitations " + group)));
        }
    }

    private static long countOpen(Service service, InvitationInfo made) {
        return service
                .list(
                        Call.get("tracker", "groups", made.group(), "invitations"),
                        InvitationInfo.class)
                .stream()
                .filter(it -> it.open() && it.id() != made.id())
                .filter(it -> Objects.equals(it.madeBy(), made.madeBy()))
                .count();
    }

    /** Whether others of the group have to make the invitation. */
    public static boolean isNotAllowed(Failure refused) {
        return NOT_ALLOWED.contains(refused.type());
    }

    private @Nullable Long seconds() {
        if (expires == null) {
            return null;
        }
        Matcher time = TIME.matcher(expires);
        if (!time.matches()) {
            throw Failure.usage(
                    "--expires takes a time such as 30m, 12h or 7d, not '" + expires + "'.");
        }
        long number = Long.parseLong(time.group(1));
        Duration lasts =
                switch (time.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        return lasts.toSeconds();
    }

    /** What can be read out in the link's place. */
    public static SpokenCodeGranted words(
            Service service, InvitationGranted granted, Optional<String> file) {
        InvitationInfo it = granted.invitation();
        Call call =
                Call.post("tracker", "groups", it.group(), "invitations", "" + it.id(), "words");
        return service.run(
                call.body(new NewSpokenCode(granted.code(), file.orElse(null))),
                SpokenCodeGranted.class);
    }

    /** The words, without which the link is good, too. */
    public static Optional<SpokenCodeGranted> spoken(
            Output output, Supplier<SpokenCodeGranted> words) {
        try {
            return Optional.of(words.get());
        } catch (Failure e) {
            if (!e.type().equals("not-found")) {
                output.nothing("There are no words for the link: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Tells a person what the link is good for, and the command that takes it. */
    public static void say(
            Output output,
            Object document,
            InvitationLink link,
            Optional<SpokenCodeGranted> spoken,
            InvitationInfo it) {
        String host = link.tracker().address().host();
        boolean isHere = link.tracker().address().isLoopback();
        if (isHere) {
            output.nothing(
                    "The link names "
                            + host
                            + ", which leads to the tracker from this machine alone.");
        }
        output.nothing(
                "%s can join %s until %s, with:"
                        .formatted(
                                it.uses() == 1 ? "One person" : it.uses() + " people",
                                it.group(),
                                Amounts.moment(it.expires())));
        if (!isHere) {
            output.picture(link.toString());
        }
        output.done(document, "p2p get '" + link + "'");
        spoken.ifPresent(code ->
                output.nothing(
                        "On the telephone, until %s: p2p get %s --tracker %s"
                                .formatted(
                                        TIME_SHOWN.format(
                                                earlier(code.expires(), it.expires())
                                                        .atZone(ZoneId.systemDefault())),
                                        code.words(),
                                        word(link.tracker()))));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Short enough to be told; who it is, the command asks. */
    private static String word(TrackerList.Entry tracker) {
        return switch (tracker.protection()) {
            case NONE -> tracker.isOpen() ? tracker.plainUrl() : tracker.address().toString();
            case AUTHORITIES -> tracker.url();
            case IDENTITY -> tracker.address().toString();
        };
    }
}
