package p2p.cli.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.output.Output;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;

/** The service on a home folder, which is started where none runs, as {@code up --detach} does. */
public final class Background {

    private static final String START = "P2P_START";
    private static final int TO_CONNECT_MILLIS = 5_000;

    private final ServiceFolder home;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Output output;
    private final Detached detached;
    private final LocalTracker local;
    private final FirstTracker first;
    private final FirstSight sight;

    public Background(Launcher launcher) {
        home = launcher.home();
        arguments = launcher.arguments();
        environment = launcher.environment();
        output = launcher.output();
        detached = new Detached(home);
        local = new LocalTracker(launcher);
        sight = new FirstSight(home, launcher.passwords(), output);
        first = new FirstTracker(launcher.passwords(), output, local, sight);
    }

    /** With the tracker that is named, else those of the last start, of this folder, or chosen. */
    public Service running(FirstStart options) {
        if (options.isHere()) {
            return started(begunHere(), options);
        }
        if (detached.status().isPresent()) {
            options.requireKnown(home);
            return Service.on(home.folder()).telling(output::note);
        }
        if (options.namesNone() && home.knowsTrackers()) {
            TrackerList known = home.trackers(null);
            if (home.hasSettledTrackers() || isAnyReachable(known)) {
                home.create();
                sight.known(known, options.acceptsNew());
                start(List.of(), options.authorities());
                return Service.on(home.folder()).telling(output::note);
            }
            output.note("None of the trackers of tracker_info.txt can be reached from here.");
        }
        return started(options.named().orElseGet(() -> first.chosen(options.mayBegin())), options);
    }

    /**
     * With the trackers that this home has used, for a command that needs a service; refuses where
     * there are none.
     */
    public Service again() {
        if (!startsAgain()) {
            throw Service.notRunning(home.folder());
        }
        if (!home.hasTrackers()) {
            throw neverRan();
        }
        try (var _ = Turn.at(home, output)) {
            if (detached.status().isEmpty()) {
                home.forgetAccess();
                sight.known(home.trackers(null), false);
                start(List.of(), null);
            }
        }
        return Service.on(home.folder()).telling(output::note);
    }

    private Failure neverRan() {
        return new Failure(
                Failure.UNREACHABLE,
                "no-service",
                "No p2p service runs on "
                        + home.folder()
                        + ", and none has run there yet; 'p2p share PATH' and 'p2p get LINK' begin one,"
                        + " and so does 'p2p up --trackers FILE --detach'.");
    }

    private boolean startsAgain() {
        String said = environment.getOrDefault(START, "on");
        return switch (said) {
            case "on" -> true;
            case "off" -> false;
            default -> throw Failure.usage(START + " is on or off, not '" + said + "'.");
        };
    }

    /** Refuses before it begins what the peer could not use. */
    private TrackerList.Entry begunHere() {
        if (home.hasSettledTrackers() && !(home.hasTracker() && home.knows(local.entry()))) {
            throw Failure.refused(
                    "other-trackers",
                    "The peer on "
                            + home.folder()
                            + " has trackers already; leave --tracker out, or give the other one a"
                            + " folder of its own: p2p --home DIR.");
        }
        return local.begin();
    }

    /**
     * With this tracker, which somebody else has named, among its own, alone at its first start;
     * refuses where it has others.
     */
    public Service running(TrackerList.Entry tracker, FirstStart options) {
        if (!home.hasSettledTrackers()) {
            sight.requireProved(tracker);
        }
        return started(tracker, options);
    }

    private Service started(TrackerList.Entry tracker, FirstStart options) {
        if (home.hasSettledTrackers()) {
            requireTracker(home, tracker);
        } else {
            requireReachable(tracker);
        }
        if (detached.status().isPresent()) {
            options.requireNoAuthorities();
        } else {
            home.create();
            Path trackers = home.trackersFor(seen(tracker, options));
            start(List.of("--trackers", trackers.toString()), options.authorities());
        }
        requireTracker(home, tracker);
        return Service.on(home.folder()).telling(output::note);
    }

    private TrackerList.Entry seen(TrackerList.Entry tracker, FirstStart options) {
        return sight.known(new TrackerList(List.of(tracker)), options.acceptsNew())
                .trackers()
                .getFirst();
    }

    /** So that a link that leads nowhere binds nobody to its tracker. */
    private static void requireReachable(TrackerList.Entry tracker) {
        if (!isReachable(tracker)) {
            throw new Failure(Failure.UNREACHABLE, "unreachable", unreachable(tracker));
        }
    }

    static String unreachable(TrackerList.Entry tracker) {
        return "The tracker " + tracker.address() + " cannot be reached from here.";
    }

    private static boolean isAnyReachable(TrackerList trackers) {
        return trackers.trackers().stream().anyMatch(Background::isReachable);
    }

    static boolean isReachable(TrackerList.Entry tracker) {
        HostPort address = tracker.address();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), TO_CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Refuses where the service on this folder has other trackers. */
    public static void requireTracker(ServiceFolder home, TrackerList.Entry tracker) {
        if (!home.knows(tracker)) {
            if (home.knowsIdentityOf(tracker)) {
                throw cut(tracker);
            }
            throw Failure.refused(
                    "other-trackers",
                    "This is about the tracker "
                            + tracker.line()
                            + ", and the peer on "
                            + home.folder()
                            + " uses others; give it a folder of its own: p2p --home DIR. Where nobody"
                            + " has been logged in there, 'p2p down' lets it take this one.");
        }
    }

    private static Failure cut(TrackerList.Entry tracker) {
        return Failure.usage(
                ("This is not the whole link: the tracker %s is known by its identity, which stands in"
                                + " a link behind the code, after a dot. Ask for all of it, and give it in"
                                + " quotes.")
                        .formatted(tracker.address()));
    }

    /** What it starts at a log-in it is to look after now as well. */
    private boolean isStartedBySystemd() {
        String unit = SystemdUnit.name(home, environment);
        var systemd = new Systemctl(environment);
        return systemd.told("is-enabled", unit).isEmpty() && systemd.told("start", unit).isEmpty();
    }

    private void start(List<String> options, @Nullable Path authorities) {
        var words = new ArrayList<>(List.of("--home", home.folder().toString(), "up"));
        words.addAll(options);
        if (authorities != null) {
            words.addAll(List.of("--tracker-ca", authorities.toString()));
        }
        boolean asBefore = options.isEmpty() && authorities == null && home.hasTrackers();
        if (asBefore && isStartedBySystemd()) {
            output.note(detached.awaited());
            return;
        }
        if (!home.hasTrackers()) {
            home.markTried();
        }
        detached.start(arguments, words).ifPresent(output::note);
    }
}
