package p2p.peer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import p2p.peer.engine.TestPeer.Watched;
import p2p.protocol.peer.Encryption;

/**
 * Limits on real sockets. A loaded machine only makes transfers slower, so that "no more than the
 * limit" holds on any.
 */
class LimitedTransferTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int LIMIT = 4 << 20;

    /** What the buckets may have saved up, in seconds of the limit. */
    private static final double SAVED = 0.3;

    private enum Limited {
        UP,
        DOWN
    }

    @TempDir Path folder;
    private final Tickets tickets = new Tickets(Clock.systemUTC());

    @ParameterizedTest
    @EnumSource
    void noMoreComesThanTheLimitAllows(Limited limited) throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 8 << 20, 1);
        try (TestPeer seeder = new TestPeer(Encryption.OFF, tickets, 1);
                TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 2)) {
            seeder.serve(sample);
            switch (limited) {
                case UP -> seeder.engine.limits(LIMIT, 0);
                case DOWN -> downloader.engine.limits(0, LIMIT);
            }
            Path got = folder.resolve("got");
            long began = System.nanoTime();
            SwarmTest.finished(downloader.download(sample, got).from(seeder), sample, got);
            double seconds = (System.nanoTime() - began) / 1e9;
            assertTrue(8 << 20 <= LIMIT * (seconds + SAVED), seconds + " seconds");
        }
    }

    @Test
    void twoDownloadersGetTheSameOfALimitedSeeder() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 8 << 20, 2);
        try (TestPeer seeder = new TestPeer(Encryption.OFF, tickets, 3);
                TestPeer one = new TestPeer(Encryption.OFF, tickets, 4);
                TestPeer two = new TestPeer(Encryption.OFF, tickets, 5)) {
            seeder.serve(sample);
            seeder.engine.limits(64 << 10, 0);
            Watched first = one.download(sample, folder.resolve("one")).from(seeder);
            Watched second = two.download(sample, folder.resolve("two")).from(seeder);
            await().atMost(LONG).until(() -> bytes(first) > 0 && bytes(second) > 0);
            long firstBegan = bytes(first);
            long secondBegan = bytes(second);
            seeder.engine.limits(2 << 20, 0);
            await().atMost(LONG).until(() -> Math.max(bytes(first), bytes(second)) > 6 << 20);
            double ofFirst = bytes(first) - firstBegan;
            double ofSecond = bytes(second) - secondBegan;
            assertEquals(1, ofFirst / ofSecond, 0.25, ofFirst + " and " + ofSecond);
        }
    }

    private static long bytes(Watched watched) {
        return watched.download().progress().bytesByPeer().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
