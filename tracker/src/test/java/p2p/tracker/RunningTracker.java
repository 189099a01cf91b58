package p2p.tracker;

import io.restassured.RestAssured;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import p2p.tracker.postgres.DatabaseAccess;
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

        private final Path folder = Files.createTempDirectory("p2p-running-tracker");
        private final TrackerProcess process;

        Running() throws IOException {
            DatabaseAccess database = PostgresForTests.freshDatabase();
            process =
                    TrackerProcess.run(
                                    folder,
                                    List.of(),
                                    Map.of(
                                            "P2P_DB_URL", database.url(),
                                            "P2P_DB_USER", database.user(),
                                            "P2P_DB_PASSWORD", database.password(),
                                            "P2P_JAVA_OPTIONS", ""),
                                    TrackerProcess.trackerInfo(folder, 1).toString(),
                                    "1")
                            .awaitReady();
        }

        void end() {
            process.kill9();
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
