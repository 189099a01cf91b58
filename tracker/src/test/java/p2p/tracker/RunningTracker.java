package p2p.tracker;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.ScratchFolder;
import p2p.testkit.Tracker;
import p2p.tracker.postgres.PostgresForTests;

/**
 * One tracker in a process of its own, as its users run it, for all the tests that only speak to
 * it. REST Assured goes there.
 */
public final class RunningTracker implements BeforeAllCallback {

    private static @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        RestAssured.baseURI = running().process.url();
    }

    /** What the tracker runs on, for what only other programs do there. */
    public static ScratchDatabase database() throws IOException {
        return running().database;
    }

    private static synchronized Running running() throws IOException {
        Running here = running;
        if (here == null) {
            here = new Running();
            running = here;
            Runtime.getRuntime().addShutdownHook(new Thread(here::end));
        }
        return here;
    }

    /** Ended with the process that runs the tests, however many test runs there are in it. */
    private static final class Running {

        private final ScratchFolder folder = ScratchFolder.make("p2p-running-tracker");
        private final ScratchDatabase database = PostgresForTests.freshDatabase();
        private final Tracker process;

        Running() throws IOException {
            var environment = new HashMap<>(database.environment());
            environment.put("P2P_JAVA_OPTIONS", "");
            process =
                    Tracker.run(
                                    folder.path(),
                                    environment,
                                    Tracker.list(folder.path(), 1).toString(),
                                    "1")
                            .awaitReady();
        }

        void end() {
            process.kill9();
            try {
                folder.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
