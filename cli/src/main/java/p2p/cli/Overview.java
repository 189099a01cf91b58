package p2p.cli;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import p2p.cli.account.MadePassword;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.Printable;
import p2p.cli.output.ShareName;
import p2p.cli.service.ServiceFolder;
import p2p.peer.PeerStatus;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadState;
import p2p.peer.share.OwnShare;
import p2p.protocol.Role;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.JoinRequestInfo;
import p2p.protocol.api.Standing;

/** Where one stands, in a few lines, and what one could do next. It starts nothing. */
final class Overview {

    /** Somebody who does not know what to type waits no longer. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private static final int NAMED = 3;
    private static final int MOST_GROUPS_ASKED = 20;
    private static final int MOST_NEXT = 3;
    private static final int COMMAND_WIDTH = 36;

    private final ServiceFolder home;
    private final Output output;
    private final UnaryOperator<String> command;
    private final Optional<String> tracker;
    private final List<String> lines = new ArrayList<>();
    private final List<Next> next = new ArrayList<>();

    /**
     * @param command how the user calls a command, from its words
     * @param tracker what to say of one on this machine
     */
    Overview(
            ServiceFolder home,
            Output output,
            UnaryOperator<String> command,
            Optional<String> tracker) {
        this.tracker = tracker;
        this.home = home;
        this.output = output;
        this.command = command;
    }

    /** A command, whole, and what it does. */
    private record Next(String command, String does) {}

    /** Null is what was not learnt in time, or not asked since nobody is logged in. */
    @RegisterForReflection
    private record Standings(
            String home,
            boolean running,
            @Nullable PeerStatus status,
            @Nullable List<GroupInfo> groups,
            @Nullable List<OwnShare> shares,
            @Nullable List<DownloadInfo> downloads,
            @Nullable List<JoinRequestInfo> requests,
            List<String> next) {}

    int say() {
        Optional<Service> running = running();
        if (running.isEmpty()) {
            notRunning();
            return done(null, null, null, null, null);
        }
        Service service = running.get().within(PATIENCE);
        PeerStatus status;
        try {
            status = service.run(Call.get("status"), PeerStatus.class);
        } catch (Failure e) {
            silent(e);
            return done(null, null, null, null, null);
        }
        if (status.user() == null) {
            nobody(status);
            return done(status, null, null, null, null);
        }
        lines.add("You are %s, %s.".formatted(status.user(), reached(status)));
        notice(status);
        List<DownloadInfo> downloads =
                learnt(() -> service.list(Call.get("downloads"), DownloadInfo.class));
        List<GroupInfo> groups =
                status.attached()
                        ? learnt(() ->
                                service.list(
                                        Call.get("tracker", "groups", "mine"), GroupInfo.class))
                        : null;
        List<JoinRequestInfo> requests = groups == null ? null : requests(service, groups);
        List<OwnShare> shares = learnt(() -> service.list(Call.get("shares"), OwnShare.class));
        groups(groups);
        shares(shares);
        downloads(downloads);
        requests(requests);
        usual(status, groups);
        return done(status, groups, shares, downloads, requests);
    }

    private Optional<Service> running() {
        try {
            return Optional.of(Service.on(home.folder()));
        } catch (Failure e) {
            if (e.exitCode() == Failure.UNREACHABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** It was killed, and could not say that it ended; or it is busy. */
    private void silent(Failure failure) {
        if (failure.type().equals("no-service")) {
            notRunning();
            return;
        }
        lines.add("The p2p service on %s does not answer.".formatted(home.folder()));
        next("status", "waits longer for it");
    }

    private void notRunning() {
        lines.add("No p2p service runs on " + home.folder() + ".");
        tracker.ifPresent(lines::add);
        if (home.hasTrackers()) {
            next("up --detach", "starts it; downloads and shares go on");
        }
        next("share PATH", "starts it, shares PATH, and prints a link for others");
        next("get 'LINK'", "starts it, and downloads what somebody shares by a link");
        if (!home.knowsTrackers()) {
            next("up --trackers FILE --detach", "starts it with the trackers that FILE names");
        }
    }

    private void nobody(PeerStatus status) {
        lines.add("The p2p service runs on %s; nobody is logged in.".formatted(home.folder()));
        notice(status);
        next("login " + MadePassword.onlyUser(status.home()).orElse("NAME"), "logs in");
        next("create_user NAME", "makes an account");
        next("get 'LINK'", "does both, and downloads what somebody shares by a link");
    }

    private static String reached(PeerStatus status) {
        return status.tracker() == null
                ? "but no tracker is reached"
                : (status.attached() ? "attached to " : "not attached yet to ") + status.tracker();
    }

    private void notice(PeerStatus status) {
        if (status.notice() != null) {
            lines.add("Notice     " + status.notice());
        }
    }

    private static <T> @Nullable List<T> learnt(Supplier<List<T>> answer) {
        try {
            return answer.get();
        } catch (Failure e) {
            return null;
        }
    }

    private static @Nullable List<JoinRequestInfo> requests(
            Service service, List<GroupInfo> groups) {
        return learnt(() ->
                groups.stream()
                        .filter(Overview::letsIn)
                        .limit(MOST_GROUPS_ASKED)
                        .flatMap(group -> requests(service, group.group()).stream())
                        .toList());
    }

    private static boolean letsIn(GroupInfo group) {
        return group.standing() == Standing.OWNER || group.role() == Role.MODERATOR;
    }

    private static List<JoinRequestInfo> requests(Service service, String group) {
        return service.list(
                Call.get("tracker", "groups", group, "requests"), JoinRequestInfo.class);
    }

    private void groups(@Nullable List<GroupInfo> groups) {
        if (groups == null) {
            lines.add("Groups     unknown: the tracker does not answer");
            next("trackers", "says which trackers are up");
        } else {
            list(
                    "Groups     ",
                    groups.stream()
                            .map(g ->
                                    g.group() + (g.standing() == Standing.OWNER ? " (yours)" : ""))
                            .toList(),
                    "none yet");
        }
    }

    private void shares(@Nullable List<OwnShare> shares) {
        if (shares != null) {
            list(
                    "Shared     ",
                    shares.stream()
                            .filter(OwnShare::served)
                            .map(s -> named(s.group(), ShareName.shown(s.file(), s.files())))
                            .toList(),
                    "nothing");
        }
    }

    private void downloads(@Nullable List<DownloadInfo> downloads) {
        if (downloads == null) {
            return;
        }
        var open = downloads.stream().filter(d -> d.state() != DownloadState.COMPLETE).toList();
        list(
                "Downloads  ",
                open.stream()
                        .map(d ->
                                named(d.group(), ShareName.shown(d.file(), d.files()))
                                        + (d.state() == DownloadState.DOWNLOADING
                                                ? " " + Amounts.percent(d.have(), d.size())
                                                : d.state() == DownloadState.PAUSED
                                                        ? " paused"
                                                        : " failed"))
                        .toList(),
                "none under way");
        open.stream()
                .filter(d -> d.state() != DownloadState.DOWNLOADING)
                .findFirst()
                .ifPresent(d ->
                        next(
                                "resume_download %s %s".formatted(d.group(), quoted(d.file())),
                                "goes on with it"));
        if (open.stream().anyMatch(d -> d.state() == DownloadState.DOWNLOADING)) {
            next("show_downloads", "shows how far they have come");
        }
    }

    private void requests(@Nullable List<JoinRequestInfo> requests) {
        if (requests == null || requests.isEmpty()) {
            return;
        }
        list(
                "Waiting    ",
                requests.stream()
                        .map(r -> "%s asks to join %s".formatted(r.user(), r.group()))
                        .toList(),
                "");
        JoinRequestInfo first = requests.getFirst();
        next.addFirst(
                new Next(
                        command.apply(
                                "accept_request %s %s".formatted(first.group(), first.user())),
                        "lets %s in".formatted(first.user())));
    }

    private void usual(PeerStatus status, @Nullable List<GroupInfo> groups) {
        if (groups != null) {
            groups.stream()
                    .filter(group -> group.standing() != Standing.REQUESTED)
                    .findFirst()
                    .ifPresent(group -> next("list_files " + group.group(), "shows what is there"));
            next("share PATH", "shares PATH, and prints a link for others");
            next("get 'LINK'", "downloads what somebody shares by a link");
        } else if (!status.attached()) {
            next("status", "says more");
        }
    }

    private void next(String words, String does) {
        next.add(new Next(command.apply(words), does));
    }

    private void list(String title, List<String> all, String none) {
        int more = all.size() - NAMED;
        lines.add(
                title
                        + (all.isEmpty()
                                ? none
                                : all.stream().limit(NAMED).collect(Collectors.joining(", ")))
                        + (more > 0 ? " and " + more + " more" : ""));
    }

    private static String named(String group, String file) {
        return "[" + group + "] " + file;
    }

    /** Without a backslash, which would be shown as two. */
    static String quoted(Object word) {
        String name = word.toString();
        return name.matches("[A-Za-z0-9._/-]+") ? name : "'" + name.replace("'", "'\"'\"'") + "'";
    }

    private int done(
            @Nullable PeerStatus status,
            @Nullable List<GroupInfo> groups,
            @Nullable List<OwnShare> shares,
            @Nullable List<DownloadInfo> downloads,
            @Nullable List<JoinRequestInfo> requests) {
        List<Next> shown = next.stream().limit(MOST_NEXT).toList();
        var document =
                new Standings(
                        home.folder().toString(),
                        status != null,
                        status,
                        groups,
                        shares,
                        downloads,
                        requests,
                        shown.stream().map(Next::command).toList());
        var text = new ArrayList<String>();
        lines.forEach(line -> text.add(fitting(line)));
        text.add("");
        shown.forEach(one -> text.add(fitting(one)));
        output.lines(document, text);
        return 0;
    }

    private String fitting(String line) {
        String harmless = Printable.escape(line);
        return output.look().terminal()
                ? Printable.shorten(harmless, output.look().columns())
                : harmless;
    }

    /** A command is there as a whole, however narrow the terminal is. */
    private String fitting(Next one) {
        String command = "  " + Printable.escape(one.command);
        String padding = " ".repeat(Math.max(2, COMMAND_WIDTH - Printable.width(command)));
        String line = command + padding + one.does;
        return output.look().terminal() && Printable.width(line) > output.look().columns()
                ? command
                : line;
    }
}
