package p2p.cli.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.ScratchFolder;
import p2p.testkit.TestAuthority;
import p2p.testkit.Tracker;
import p2p.testkit.Trackers;

/** Trackers, and a folder for whoever meets there. */
public final class Stage implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static Stage shared;

    private final ScratchFolder folder;
    private final Trackers trackers;

    private Stage(ScratchFolder folder, Trackers trackers) {
        this.folder = folder;
        this.trackers = trackers;
    }

    /** One tracker for all tests that need no other; it ends with the tests. */
    public static synchronized Stage shared() throws IOException {
        if (shared == null) {
            Stage stage = with(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
            shared = stage;
        }
        return shared;
    }

    public static Stage with(int trackers) throws IOException {
        var folder = ScratchFolder.make("p2p-stage");
        return new Stage(folder, Trackers.start(folder.path(), trackers));
    }

    /** One tracker that speaks TLS, and nothing else. */
    public static Stage withTls(TestAuthority.Certified certified) throws IOException {
        var folder = ScratchFolder.make("p2p-stage");
        Path list = Tracker.list(folder.path(), 1, "https://");
        var environment =
                Map.of(
                        "P2P_TLS_CERT", certified.certificate().toString(),
                        "P2P_TLS_KEY", certified.key().toString());
        return new Stage(folder, Trackers.start(folder.path(), list, environment));
    }

    /** What nothing on the stage that is shared was called before. */
    public static String freshName(String prefix) {
        return prefix + NAMES.incrementAndGet();
    }

    public Path folder() {
        return folder.path();
    }

    public Path trackerInfo() {
        return trackers.list();
    }

    /** What the trackers run on, for what takes too long to wait for. */
    public ScratchDatabase database() throws IOException {
        return trackers.postgres().database();
    }

    /** Ends a tracker as {@code kill -9} does. */
    public void kill(int number) {
        trackers.get(number).kill9();
    }

    /** Somebody with a service who runs one process a command. */
    public Person withService(String name) throws IOException {
        return OneShots.start(this, name);
    }

    /**
     * Somebody who has nothing yet, in an empty folder {@code of-NAME}: no tracker is known there.
     */
    public Person withNothing(String name) throws IOException {
        return OneShots.withNothing(this, name);
    }

    /** Somebody who writes commands into a pipe. */
    public PipedShell withShell(String name) throws IOException {
        return PipedShell.start(this, name, "127.0.0.1:0");
    }

    @Override
    public void close() {
        trackers.close();
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
