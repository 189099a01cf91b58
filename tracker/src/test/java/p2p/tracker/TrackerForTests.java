package p2p.tracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.ScratchFolder;
import p2p.testkit.Tracker;
import p2p.tracker.postgres.PostgresForTests;

/**
 * One tracker in a process of its own, as its users run it, on a database of its own. It ends with
 * the process that runs the tests, however many test runs there are in it.
 */
final class TrackerForTests {

    private final ScratchFolder folder = ScratchFolder.make("p2p-running-tracker");
    private final ScratchDatabase database = PostgresForTests.freshDatabase();
    private final Tracker process;

    TrackerForTests(Map<String, String> settings) throws IOException {
        var environment = new HashMap<>(database.environment());
        environment.putAll(settings);
        process =
                Tracker.run(
                                folder.path(),
                                environment,
                                Tracker.list(folder.path(), 1).toString(),
                                "1")
                        .awaitReady();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    Tracker process() {
        return process;
    }

    ScratchDatabase database() {
        return database;
    }

    private void end() {
        process.kill9();
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
