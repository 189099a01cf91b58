package p2p.cli.service;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.protocol.TrackerList;
import picocli.CommandLine.Option;

/** What a command that starts the service is told about the trackers. */
public final class FirstStart {

    private final boolean mayBegin;

    @Option(
            names = "--tracker",
            paramLabel = "HOST:PORT",
            description = "The tracker, where none is known yet.")
    private @Nullable String tracker;

    @Option(
            names = "--tracker-ca",
            paramLabel = "FILE",
            description = "As for 'up', where this starts the service.")
    private @Nullable Path trackerCa;

    @Option(
            names = "--accept-new",
            description = "Take a tracker that nobody has seen yet for who it says it is.")
    private boolean acceptNew;

    /** Whether a tracker can be begun on this machine, too. */
    public FirstStart(boolean mayBegin) {
        this.mayBegin = mayBegin;
    }

    boolean mayBegin() {
        return mayBegin;
    }

    boolean acceptsNew() {
        return acceptNew;
    }

    @Nullable Path authorities() {
        return trackerCa;
    }

    /** Refuses what comes too late for a service that runs. */
    public void requireKnown(ServiceFolder home) {
        requireNoAuthorities();
        if (tracker != null && !isHere()) {
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

    boolean namesNone() {
        return tracker == null;
    }

    /** Refuses a tracker where a link names one. */
    public void requireNoTracker() {
        if (tracker != null) {
            throw Failure.usage("The link names its tracker; leave --tracker out.");
        }
    }

    boolean isHere() {
        return mayBegin && FirstTracker.HERE.equals(tracker);
    }

    /** The tracker that was named; empty where none was. */
    Optional<TrackerList.Entry> named() {
        return Optional.ofNullable(tracker).map(FirstTracker::entry);
    }
}
