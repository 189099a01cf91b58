package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.TrackerList;
import p2p.protocol.peer.Encryption;

/** Two trackers on one PostgreSQL, of which one is killed. */
class FailoverIT {

    private static final int MIB = 1 << 20;

    @TempDir Path folder;

    @Test
    void aKilledTrackerStopsNoTransfer() throws Exception {
        Path list = TrackerForPeers.list(folder, 2);
        Vertx vertx = Vertx.vertx();
        try (TrackerForPeers one = TrackerForPeers.start(list, 1);
                TrackerForPeers two = TrackerForPeers.start(list, 2);
                Person a = new Person("ann", folder, vertx, list, Encryption.ON);
                Person b = new Person("bob", folder, vertx, list, Encryption.ON)) {
            a.signUp().creates("films");
            b.signUp();
            a.letsIn("films", b);
            byte[] bytes = new byte[32 * MIB];
            new Random(5).nextBytes(bytes);
            Path original = Files.write(folder.resolve("film.mkv"), bytes);
            a.shares(original, "films");
            a.peer.limit(new RateLimits(4 * MIB, 0));
            b.begins("films", "film.mkv", Files.createDirectory(folder.resolve("to-b")));
            await().atMost(60, SECONDS).until(() -> b.download("films", "film.mkv").have() > MIB);

            String first = a.peer.status().tracker();
            String firstListed = TrackerList.read(list).trackers().getFirst().address().toString();
            (first.equals(firstListed) ? one : two).kill9();

            await().atMost(90, SECONDS)
                    .until(() -> a.peer.status().attached() && b.peer.status().attached());
            assertNotEquals(first, a.peer.status().tracker());
            assertNotEquals(first, b.peer.status().tracker());
            b.completes("films", "film.mkv");
            assertEquals(-1, Files.mismatch(original, folder.resolve("to-b/film.mkv")));

            Path second = Files.writeString(folder.resolve("second.txt"), "after the fall");
            a.shares(second, "films");
            b.begins("films", "second.txt", folder.resolve("to-b"));
            b.completes("films", "second.txt");
            assertEquals("after the fall", Files.readString(folder.resolve("to-b/second.txt")));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
