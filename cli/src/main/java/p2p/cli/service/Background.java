package p2p.cli.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.output.Output;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;

/** The service on a home folder, which is started where none runs, as {@code up --detach} does. */
public final class Background {

    private static final int TO_CONNECT_MILLIS = 5_000;

    private final ServiceFolder home;
    private final List<String> arguments;
    private final Output output;
    private final Detached detached;

    public Background(Launcher launcher) {
        home = launcher.home();
        arguments = launcher.arguments();
        output = launcher.output();
        detached = new Detached(home);
    }

    /**
     * With the trackers of this folder, or of the last start, for which {@code authorities} vouch.
     */
    public Service running(@Nullable Path authorities) {
        if (detached.status().isEmpty()) {
            home.create();
            home.trackers(null);
            start(List.of(), authorities);
        } else {
            requireNoneNamed(authorities);
        }
        return Service.on(home.folder());
    }

    /** With this tracker among its own, alone at its first start; refuses where it has others. */
    public Service running(TrackerList.Entry tracker, @Nullable Path authorities) {
        if (!home.hasTrackers()) {
            requireReachable(tracker);
        }
        home.create();
        Path trackers = home.trackersFor(tracker);
        requireTracker(home, tracker);
        if (detached.status().isEmpty()) {
            start(List.of("--trackers", trackers.toString()), authorities);
        } else {
            requireNoneNamed(authorities);
        }
        return Service.on(home.folder());
    }

    /** So that a link that leads nowhere binds nobody to its tracker. */
    private static void requireReachable(TrackerList.Entry tracker) {
        HostPort address = tracker.address();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), TO_CONNECT_MILLIS);
        } catch (IOException e) {
            throw new Failure(
                    Failure.UNREACHABLE,
                    "unreachable",
                    "The link's tracker, " + address + ", cannot be reached from here.");
        }
    }

    /** Refuses where the service on this folder has other trackers. */
    public static void requireTracker(ServiceFolder home, TrackerList.Entry tracker) {
        if (!home.knows(tracker)) {
            throw Failure.refused(
                    "other-trackers",
                    "The invitation is for the tracker "
                            + tracker.url()
                            + ", and the peer on "
                            + home.folder()
                            + " uses others; give it a folder of its own: p2p --home DIR get LINK.");
        }
    }

    /** What runs has trusted whom it trusts since its start. */
    public static void requireNoneNamed(@Nullable Path authorities) {
        if (authorities != null) {
            throw Failure.refused(
                    "already-running",
                    "--tracker-ca is for the start of the p2p service, and it runs already; end it"
                            + " with 'p2p down' first.");
        }
    }

    private void start(List<String> options, @Nullable Path authorities) {
        var words = new ArrayList<>(List.of("--home", home.folder().toString(), "up"));
        words.addAll(options);
        if (authorities != null) {
            words.addAll(List.of("--tracker-ca", authorities.toString()));
        }
        output.note(detached.start(arguments, words));
    }
}
