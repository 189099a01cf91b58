package p2p.peer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.choose.LaneSettings;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Room;
import p2p.peer.engine.TestPeer.Watched;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;

/** One seeder, and a way on which one connection alone gets little. */
class SeveralConnectionsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long EACH = 1 << 20;
    private static final int MOST = 8;

    @TempDir Path folder;
    private final Tickets tickets = new Tickets(Clock.systemUTC());
    private TestPeer downloader;

    @BeforeEach
    void openDownloader() {
        downloader = peer(Room.DEFAULT, Duration.ZERO, 1);
    }

    @AfterEach
    void closeDownloader() {
        downloader.close();
    }

    private TestPeer peer(Room room, Duration far, long seed) {
        return peer(room, 32, far, seed);
    }

    private TestPeer peer(Room room, int slots, Duration far, long seed) {
        ConnectionSettings usual =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.ON);
        var lanes =
                new LaneSettings(
                        MOST,
                        far,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        return new TestPeer(
                new ConnectionSettings(
                        usual.listen(),
                        usual.encryption(),
                        room,
                        slots,
                        usual.greeting(),
                        usual.idle(),
                        usual.stalled(),
                        usual.congestion(),
                        lanes),
                tickets,
                seed);
    }

    private static void waitFor(SlowLink link, int connections) {
        await().atMost(LONG).until(() -> link.used() >= connections);
    }

    @Test
    void fillTheWayTogetherAndOutliveOneOfThem() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 24 << 20, 1);
        Path got = folder.resolve("got");
        try (TestPeer seeder = peer(Room.DEFAULT, Duration.ZERO, 2);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched watched = downloader.download(sample, got);
            watched.download().addSeeder(link.contact());
            waitFor(link, 4);
            link.open().getLast().cut();
            assertEquals(1, watched.download().progress().peers());
            SwarmTest.finished(watched, sample, got);
            assertEquals(List.of(), watched.lost);
            assertEquals(
                    List.of(seeder.contact.fingerprint()),
                    List.copyOf(watched.download().progress().bytesByPeer().keySet()));
            await().atMost(LONG).until(() -> link.open().isEmpty());
        }
    }

    @Test
    void outliveTheFirst() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 32 << 20, 2);
        Path got = folder.resolve("got");
        try (TestPeer seeder = peer(Room.DEFAULT, Duration.ZERO, 2);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched watched = downloader.download(sample, got);
            watched.download().addSeeder(link.contact());
            waitFor(link, 4);
            link.open().getFirst().cut();
            SwarmTest.finished(watched, sample, got);
        }
    }

    @Test
    void takeNoMoreThanHalfOfAPersonsPlaces() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 12 << 20, 3);
        Path got = folder.resolve("got");
        try (TestPeer seeder = peer(new Room(99, 99, 4, 99, 99), Duration.ZERO, 2);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched watched = downloader.download(sample, got);
            watched.download().addSeeder(link.contact());
            SwarmTest.finished(watched, sample, got);
            assertEquals(2, link.used());
            assertEquals(List.of(), watched.lost);
        }
    }

    @Test
    void allEndWhereTheTicketIsRevoked() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 64 << 20, 4);
        try (TestPeer seeder = peer(Room.DEFAULT, Duration.ZERO, 2);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched watched = downloader.download(sample, folder.resolve("got"));
            watched.download().addSeeder(link.contact());
            waitFor(link, 4);
            List<SlowLink.Passing> before = link.open();
            assertTrue(before.size() >= 4, before::toString);
            seeder.engine.revoke(claims -> claims.user().equals("somebody"), "Removed.");
            await().atMost(LONG).until(() -> before.stream().noneMatch(each -> each.isOpen));
        }
    }

    @Test
    void allEndWhereTheDownloadStops() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 64 << 20, 5);
        try (TestPeer seeder = peer(Room.DEFAULT, Duration.ZERO, 2);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched paused = downloader.download(sample, folder.resolve("paused"));
            paused.download().addSeeder(link.contact());
            waitFor(link, 4);
            TestPeer.await(paused.download().stop());
            await().atMost(LONG).until(() -> link.open().isEmpty());

            Watched cancelled = downloader.download(sample, folder.resolve("cancelled"));
            cancelled.download().addSeeder(link.contact());
            await().atMost(LONG).until(() -> link.open().size() >= 4);
            TestPeer.await(cancelled.download().cancel());
            await().atMost(LONG).until(() -> link.open().isEmpty());
        }
    }

    @Test
    void noFurtherOneComesToASeederThatIsNear() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 6 << 20, 6);
        Path got = folder.resolve("got");
        try (TestPeer seeder = peer(Room.DEFAULT, Duration.ZERO, 2);
                TestPeer near = peer(Room.DEFAULT, Duration.ofSeconds(5), 3);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched watched = near.download(sample, got);
            watched.download().addSeeder(link.contact());
            SwarmTest.finished(watched, sample, got);
            assertEquals(1, link.used());
        }
    }

    @Test
    void noFurtherOneComesWhereTheDownloaderLimitsItself() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 3 << 20, 7);
        Path got = folder.resolve("got");
        try (TestPeer seeder = peer(Room.DEFAULT, Duration.ZERO, 2);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            downloader.engine.limits(0, EACH / 2);
            Watched watched = downloader.download(sample, got);
            watched.download().addSeeder(link.contact());
            SwarmTest.finished(watched, sample, got);
            assertEquals(1, link.used());
        }
    }

    @Test
    void shareTheLimitsOfBothSides() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 48 << 20, 8);
        try (TestPeer seeder = peer(Room.DEFAULT, Duration.ZERO, 2);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched watched = downloader.download(sample, folder.resolve("got"));
            watched.download().addSeeder(link.contact());
            waitFor(link, 4);
            seeder.engine.limits(EACH / 2, 0);
            assertHeld(watched);
            seeder.engine.limits(0, 0);
            downloader.engine.limits(0, EACH / 2);
            assertHeld(watched);
        }
    }

    @Test
    void leaveTheSlotsToWhoHasNone() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 64 << 20, 9);
        Path got = folder.resolve("late");
        try (TestPeer seeder = peer(Room.DEFAULT, 2, Duration.ZERO, 2);
                TestPeer late = peer(Room.DEFAULT, Duration.ofSeconds(5), 3);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched early = downloader.download(sample, folder.resolve("early"));
            early.download().addSeeder(link.contact());
            waitFor(link, 2);
            SwarmTest.finished(late.download(sample, got).from(seeder), sample, got);
            assertEquals(2, link.used());
        }
    }

    @Test
    void getNoMoreOfASeedersLimitThanOneDoes() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 64 << 20, 10);
        try (TestPeer seeder = peer(Room.DEFAULT, Duration.ZERO, 2);
                TestPeer single = peer(Room.DEFAULT, Duration.ofSeconds(5), 3);
                SlowLink link = new SlowLink(seeder.contact, EACH)) {
            seeder.serve(sample);
            Watched several = downloader.download(sample, folder.resolve("several"));
            several.download().addSeeder(link.contact());
            waitFor(link, 4);
            seeder.engine.limits(EACH, 0);
            Watched one = single.download(sample, folder.resolve("one")).from(seeder);
            await().atMost(LONG).until(() -> bytes(one) > EACH);
            long severalBegan = bytes(several);
            long oneBegan = bytes(one);
            await().atMost(LONG)
                    .until(() ->
                            bytes(one) - oneBegan > 3 * EACH
                                    || bytes(several) - severalBegan > 3 * EACH);
            double ofOne = bytes(one) - oneBegan;
            double ofSeveral = bytes(several) - severalBegan;
            assertEquals(1, ofOne / ofSeveral, 0.3, ofOne + " and " + ofSeveral);
        }
    }

    /** What is on its way comes yet; then a second brings less than one connection alone could. */
    private static void assertHeld(Watched watched) {
        var before = new AtomicLong(bytes(watched));
        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    long now = bytes(watched);
                    long gained = now - before.getAndSet(now);
                    return gained > 0 && gained < EACH * 3 / 4;
                });
    }

    private static long bytes(Watched watched) {
        return watched.download().progress().bytesByPeer().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
