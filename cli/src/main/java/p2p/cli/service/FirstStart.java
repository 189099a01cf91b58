package p2p.cli.service;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.protocol.TrackerList;
import picocli.CommandLine.Option;

/** What a command that starts the service is told about the trackers. */
public final class FirstStart {

    @Option(
            names = "--tracker",
            paramLabel = "HOST:PORT|here",
            description = "The tracker where none is known yet; 'here' starts one on this machine.")
    private @Nullable String tracker;

    @Option(
            names = "--tracker-ca",
            paramLabel = "FILE",
            description = "As for 'up', where this starts the service.")
    private @Nullable Path trackerCa;

    @Nullable Path authorities() {
        return trackerCa;
    }

    /** Refuses what comes too late for a service that runs. */
    public void requireKnown(ServiceFolder home) {
        requireNoAuthorities();
        if (FirstTracker.HERE.equals(tracker)) {
            requireRoomFor(home);
        } else if (tracker != null) {
            Background.requireTracker(home, FirstTracker.entry(tracker));
        }
    }

    /** What runs has trusted whom it trusts since its start. */
    public void requireNoAuthorities() {
        if (trackerCa != null) {
            throw Failure.refused(
                    "already-running",
                    "--tracker-ca is for the start of the p2p service, and it runs already; end it"
                            + " with 'p2p down' first.");
        }
    }

    private static void requireRoomFor(ServiceFolder home) {
        if (home.hasTrackers() && !home.hasTracker()) {
            throw Failure.refused(
                    "other-trackers",
                    "The peer on "
                            + home.folder()
                            + " has trackers already; leave --tracker out, or give the other one a"
                            + " folder of its own: p2p --home DIR.");
        }
    }

    boolean namesNone() {
        return tracker == null;
    }

    /** Refuses a tracker where a link names one. */
    public void requireNoTracker() {
        if (tracker != null) {
            throw Failure.usage("The link names its tracker; leave --tracker out.");
        }
    }

    /** The tracker that was named, which is started where it is to be; empty where none was. */
    Optional<TrackerList.Entry> named(ServiceFolder home, LocalTracker local) {
        if (FirstTracker.HERE.equals(tracker)) {
            requireRoomFor(home);
            return Optional.of(local.begin());
        }
        return Optional.ofNullable(tracker).map(FirstTracker::entry);
    }
}
