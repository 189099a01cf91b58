package p2p.peer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.peer.choose.PieceSelection;
import p2p.peer.engine.TestPeer.Watched;
import p2p.peer.fetch.FetchOrder;
import p2p.peer.order.DownloadOrder;
import p2p.protocol.peer.Encryption;

/** Whole swarms in one process, on real sockets. */
class SwarmTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;
    private final Tickets tickets = new Tickets(Clock.systemUTC());

    @ParameterizedTest
    @EnumSource(Encryption.class)
    void oneFeedsOne(Encryption encryption) throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), (40 << 20) + 12_345, 1);
        try (TestPeer seeder = new TestPeer(encryption, tickets, 1);
                TestPeer downloader = new TestPeer(encryption, tickets, 2)) {
            seeder.serve(sample);
            Watched watched = downloader.download(sample, folder.resolve("got")).from(seeder);
            finished(watched, sample, folder.resolve("got"));
            assertEquals(
                    sample.manifest().size(),
                    watched.download().progress().bytesByPeer().get(seeder.contact.fingerprint()));
        }
    }

    static void finished(Watched watched, Sample sample, Path got) throws IOException {
        await().atMost(LONG).until(() -> watched.completed != null);
        assertEquals(-1, Files.mismatch(sample.path(), got), "the bytes differ");
        assertEquals(sample.manifest().size(), watched.have);
        assertTrue(watched.pauses.isEmpty(), watched.pauses::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262_144, 262_145})
    void theSmallestFilesPass(int size) throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), size, 2);
        try (TestPeer seeder = new TestPeer(Encryption.ON, tickets, 3);
                TestPeer downloader = new TestPeer(Encryption.ON, tickets, 4)) {
            seeder.serve(sample);
            finished(
                    downloader.download(sample, folder.resolve("got")).from(seeder),
                    sample,
                    folder.resolve("got"));
        }
    }

    @Test
    void eightSeedersWithAnEighthEach() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 32 << 20, 3);
        Path got = folder.resolve("got");
        List<TestPeer> seeders = peers(8);
        try (TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 20)) {
            int pieces = sample.manifest().pieceCount();
            for (int i = 0; i < 8; i++) {
                BitSet eighth = new BitSet();
                eighth.set(i * pieces / 8, (i + 1) * pieces / 8);
                seeders.get(i)
                        .engine
                        .serve(sample.id(), sample.manifest(), sample.shared(), eighth);
            }
            Watched watched = downloader.download(sample, got);
            finished(watched.from(seeders.toArray(TestPeer[]::new)), sample, got);
            for (TestPeer seeder : seeders) {
                assertEquals(
                        (Long) (sample.manifest().size() / 8),
                        watched.download()
                                .progress()
                                .bytesByPeer()
                                .get(seeder.contact.fingerprint()));
            }
        } finally {
            seeders.forEach(TestPeer::close);
        }
    }

    @Test
    void eightDownloadersFeedEachOther() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 16 << 20, 4);
        List<TestPeer> peers = peers(8);
        try (TestPeer seeder = new TestPeer(Encryption.OFF, tickets, 30)) {
            seeder.serve(sample);
            seeder.engine.limits(6 << 20, 0);
            List<Watched> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Watched watched = peers.get(i).download(sample, folder.resolve("got" + i));
                watched.from(seeder).from(peers.toArray(TestPeer[]::new));
                all.add(watched);
            }
            long fromSeeder = 0;
            long fromOthers = 0;
            for (int i = 0; i < 8; i++) {
                finished(all.get(i), sample, folder.resolve("got" + i));
                for (var from : all.get(i).download().progress().bytesByPeer().entrySet()) {
                    if (from.getKey().equals(seeder.contact.fingerprint())) {
                        fromSeeder += from.getValue();
                    } else {
                        fromOthers += from.getValue();
                    }
                }
            }
            assertTrue(fromOthers > 2 * fromSeeder, fromOthers + " against " + fromSeeder);
        } finally {
            peers.forEach(TestPeer::close);
        }
    }

    @Test
    void seedersComeAndGo() throws IOException {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        Sample sample = Sample.of(folder.resolve("sent"), 48 << 20, 5);
        Path got = folder.resolve("got");
        List<TestPeer> seeders = peers(4);
        try (TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 40)) {
            boolean[] serves = {true, true, true, true};
            seeders.forEach(seeder -> seeder.serve(sample));
            downloader.engine.limits(0, 24 << 20);
            Watched watched = downloader.download(sample, got);
            watched.from(seeders.toArray(TestPeer[]::new));
            for (int next = 10; next < 190; next += 1 + random.nextInt(20)) {
                int goal = next;
                await().atMost(LONG).until(() -> watched.pieces.size() >= goal);
                int who = random.nextInt(4);
                boolean last = serves[who] && count(serves) == 1;
                if (!last) {
                    serves[who] = !serves[who];
                    if (serves[who]) {
                        seeders.get(who).serve(sample);
                    } else {
                        seeders.get(who).engine.stopServing(sample.id(), "It goes away.");
                    }
                }
            }
            finished(watched, sample, got);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        } finally {
            seeders.forEach(TestPeer::close);
        }
    }

    @Test
    void aDownloadStoppedAtEveryTenthGoesOnWithWhatItHad() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 20 << 20, 6);
        Path got = folder.resolve("got");
        long size = sample.manifest().size();
        try (TestPeer seeder = new TestPeer(Encryption.OFF, tickets, 50)) {
            seeder.serve(sample);
            long had = 0;
            for (int tenth = 1; tenth < 10; tenth++) {
                long goal = Math.max(had + 1, size * tenth / 10);
                try (TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 50 + tenth)) {
                    downloader.engine.limits(0, 16 << 20);
                    Watched watched = downloader.download(sample, got).from(seeder);
                    await().atMost(LONG).until(() -> watched.have >= Math.min(goal, size));
                    assertTrue(watched.openedWith >= had, watched.openedWith + " of " + had);
                    TestPeer.await(watched.download().stop());
                    had = watched.have;
                }
            }
            try (TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 70)) {
                Watched watched = downloader.download(sample, got).from(seeder);
                finished(watched, sample, got);
                assertTrue(watched.openedWith >= had, watched.openedWith + " of " + had);
            }
        }
    }

    @Test
    void aDownloadThatMeetsTroubleStopsAndANewOneGoesOn() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 8 << 20, 7);
        Path got = Files.createDirectory(folder.resolve("into")).resolve("got");
        try (TestPeer seeder = new TestPeer(Encryption.ON, tickets, 60);
                TestPeer downloader = new TestPeer(Encryption.ON, tickets, 61)) {
            seeder.serve(sample);
            Files.createFile(got);
            Watched refused = downloader.download(sample, got).from(seeder);
            await().atMost(LONG).until(() -> !refused.pauses.isEmpty());
            assertEquals(
                    List.of(
                            got
                                    + " is already there, with other content. Say --force to"
                                    + " replace it."),
                    refused.pauses);
            TestPeer.await(refused.download().stop());
            assertEquals(0, refused.download().progress().peers());
            Files.delete(got);
            finished(downloader.download(sample, got).from(seeder), sample, got);
        }
    }

    @Test
    void aDownloadStoppedWhileItFinishesServesNobodyAfterwards() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 4 << 20, 7);
        Path got = folder.resolve("got");
        try (TestPeer seeder = new TestPeer(Encryption.ON, tickets, 60);
                TestPeer downloader = new TestPeer(Encryption.ON, tickets, 61);
                TestPeer third = new TestPeer(Encryption.ON, tickets, 62)) {
            seeder.serve(sample);
            downloader.engine.limits(64 << 10, 0);
            Watched watched = new Watched(sample.manifest().pieceCount());
            watched.download =
                    downloader.engine.fetch(
                            new FetchOrder(
                                    sample.id(),
                                    sample.manifest(),
                                    new DownloadOrder(
                                            "films",
                                            "file",
                                            got.toString(),
                                            PieceSelection.RAREST_FIRST,
                                            false,
                                            false)),
                            watched);
            watched.download().ticket(downloader.ticket(sample.id()));
            watched.atLastPiece = () -> watched.download().stop();
            Watched other = third.download(sample, folder.resolve("third")).from(downloader);
            await().atMost(LONG).until(() -> other.download().progress().peers() == 1);
            watched.from(seeder);
            await().atMost(LONG).until(() -> !other.lost.isEmpty());
            TestPeer.await(watched.download().stop());
            assertEquals(sample.manifest().pieceCount(), watched.pieces.size());
            assertEquals("The download was stopped.", other.lost.getFirst());
            assertEquals(null, watched.completed);
            assertEquals(-1, Files.mismatch(sample.path(), got));
        }
    }

    @Test
    void aCancelledDownloadLeavesNothingBehind() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 8 << 20, 8);
        Path into = Files.createDirectory(folder.resolve("into"));
        try (TestPeer seeder = new TestPeer(Encryption.OFF, tickets, 62);
                TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 63)) {
            seeder.serve(sample);
            downloader.engine.limits(0, 2 << 20);
            Watched watched = downloader.download(sample, into.resolve("got")).from(seeder);
            await().atMost(LONG).until(() -> watched.have > 0);
            TestPeer.await(watched.download().cancel());
            try (Stream<Path> left = Files.list(into)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    void aFileThatChangedIsServedNoMore() throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 16 << 20, 9);
        try (TestPeer seeder = new TestPeer(Encryption.OFF, tickets, 64);
                TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 65)) {
            seeder.serve(sample);
            downloader.engine.limits(0, 4 << 20);
            Watched watched = downloader.download(sample, folder.resolve("got")).from(seeder);
            await().atMost(LONG).until(() -> watched.have > 0);
            Files.write(sample.path(), new byte[] {1}, StandardOpenOption.APPEND);
            await().atMost(LONG).until(() -> !seeder.stopped.isEmpty());
            assertTrue(seeder.stopped.getFirst().contains("changed after it was shared"));
            await().atMost(LONG).until(() -> !watched.lost.isEmpty());
            assertEquals("The seeder cannot read the file any more.", watched.lost.getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsNotServedAnyMoreIsClosed(Encryption encryption) throws IOException {
        Sample sample = Sample.of(folder.resolve("sent"), 8 << 20, 10);
        try (TestPeer seeder = new TestPeer(encryption, tickets, 66);
                TestPeer downloader = new TestPeer(encryption, tickets, 67)) {
            seeder.serve(sample);
            downloader.engine.limits(0, 2 << 20);
            Watched watched = downloader.download(sample, folder.resolve("got")).from(seeder);
            await().atMost(LONG).until(() -> watched.have > 0);
            assertTrue(isOpen(sample.path()));
            seeder.engine.stopServing(sample.id(), "It goes away.");
            await().atMost(LONG).until(() -> !isOpen(sample.path()));
            assertEquals("It goes away.", watched.lost.getFirst());
        }
    }

    private static boolean isOpen(Path file) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.anyMatch(each -> isLinkTo(each, file));
        }
    }

    private static boolean isLinkTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private List<TestPeer> peers(int count) {
        List<TestPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(new TestPeer(Encryption.OFF, tickets, 100 + i));
        }
        return peers;
    }

    private static int count(boolean[] values) {
        int count = 0;
        for (boolean value : values) {
            count += value ? 1 : 0;
        }
        return count;
    }
}
