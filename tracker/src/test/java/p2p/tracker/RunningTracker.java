package p2p.tracker;

import io.restassured.RestAssured;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import p2p.tracker.store.DatabaseAccess;
import p2p.tracker.store.PostgresForTests;

/**
 * One tracker in a process of its own, as its users run it, for all the tests that only speak to
 * it. REST Assured goes there.
 */
public final class RunningTracker implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        RestAssured.baseURI =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(RunningTracker.class))
                        .computeIfAbsent(Running.class)
                        .process
                        .url();
    }

    /** Ended with the test run. */
    private static final class Running implements AutoCloseable {

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
                                            "P2P_DB_PASSWORD", database.password()),
                                    TrackerProcess.trackerInfo(folder, 1).toString(),
                                    "1")
                            .awaitReady();
        }

        @Override
        public void close() throws IOException {
            process.close();
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }
}
