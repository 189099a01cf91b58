package p2p.peer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import p2p.peer.disk.Earlier;
import p2p.peer.disk.SampleFolder;
import p2p.peer.disk.TreeSelection;
import p2p.peer.engine.TestPeer.Watched;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Encryption;

/** Folders between peers, on real sockets. */
class FolderSwarmTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path temporary;
    private final Tickets tickets = new Tickets(Clock.systemUTC());

    private SampleFolder sample() throws IOException {
        return SampleFolder.of(temporary.resolve("sent"), temporary.resolve("home"), 7);
    }

    private Path home(String name) throws IOException {
        return Files.createDirectory(temporary.resolve(name));
    }

    private static void arrived(Watched watched, SampleFolder sample, Path got) throws IOException {
        await().atMost(LONG).until(() -> watched.completed != null);
        assertEquals(SampleFolder.inventory(sample.path()), SampleFolder.inventory(got));
        assertEquals(sample.manifest().size(), watched.have);
        assertTrue(watched.pauses.isEmpty(), watched.pauses::toString);
    }

    @ParameterizedTest
    @EnumSource(Encryption.class)
    void aFolderMovesAsOneAndItsTreeComesFirst(Encryption encryption) throws IOException {
        SampleFolder sample = sample();
        Path got = temporary.resolve("got");
        Path again = temporary.resolve("again");
        try (TestPeer seeder = new TestPeer(encryption, tickets, 1);
                TestPeer middle = new TestPeer(encryption, tickets, 2);
                TestPeer last = new TestPeer(encryption, tickets, 3)) {
            seeder.serve(sample);
            Watched watched = middle.download(sample, got, home("b")).from(seeder);
            arrived(watched, sample, got);
            int treePieces =
                    sample.manifest().pieceCount()
                            - (int) (sample.manifest().treeOffset() / Manifest.SMALLEST_PIECE);
            assertTrue(
                    watched.pieces.subList(0, treePieces).stream()
                            .allMatch(p -> p >= sample.manifest().pieceCount() - treePieces),
                    watched.pieces::toString);
            arrived(last.download(sample, again, home("c")).from(middle), sample, again);
        }
    }

    @Test
    void whoeverHasAPartGivesIt() throws IOException {
        SampleFolder sample = sample();
        try (TestPeer seeder = new TestPeer(Encryption.ON, tickets, 4);
                TestPeer first = new TestPeer(Encryption.ON, tickets, 5);
                TestPeer second = new TestPeer(Encryption.ON, tickets, 6)) {
            seeder.serve(sample);
            Watched one = first.download(sample, temporary.resolve("one"), home("b"));
            Watched two = second.download(sample, temporary.resolve("two"), home("c"));
            two.from(first);
            one.from(seeder);
            arrived(one, sample, temporary.resolve("one"));
            arrived(two, sample, temporary.resolve("two"));
        }
    }

    @Test
    void whoeverHasFetchedAPartGoesOnGivingIt() throws IOException {
        SampleFolder sample = sample();
        var large = new TreeSelection("large", List.of(), List.of());
        try (TestPeer seeder = new TestPeer(Encryption.ON, tickets, 12);
                TestPeer middle = new TestPeer(Encryption.ON, tickets, 13);
                TestPeer last = new TestPeer(Encryption.ON, tickets, 14)) {
            seeder.serve(sample);
            Path got = temporary.resolve("got");
            Watched watched = middle.download(sample, got, home("b"), List.of(), large);
            watched.from(seeder);
            await().atMost(LONG).until(() -> watched.completed != null);
            assertEquals(
                    SampleFolder.inventory(sample.path()).get("large"),
                    SampleFolder.inventory(got).get("large"));
            assertEquals(1, SampleFolder.inventory(got).size());
            int treePieces =
                    sample.manifest().pieceCount()
                            - (int) (sample.manifest().treeOffset() / Manifest.SMALLEST_PIECE);
            // Files that are not wanted lie in the tree's piece; newcomers begin with it.
            assertTrue(sample.manifest().treeOffset() % Manifest.SMALLEST_PIECE > 0);
            Watched waiting = last.download(sample, temporary.resolve("last"), home("c"));
            waiting.from(middle);
            await().atMost(LONG).until(() -> waiting.pieces.size() >= 5);
            assertTrue(watched.pieces.size() <= 6 + treePieces, watched.pieces::toString);
            waiting.from(seeder);
            arrived(waiting, sample, temporary.resolve("last"));
        }
    }

    @Test
    void ofANewVersionOnlyWhatIsNewMoves() throws IOException {
        SampleFolder old = sample();
        Path copy = temporary.resolve("copy");
        Path home = home("b");
        try (TestPeer seeder = new TestPeer(Encryption.ON, tickets, 10);
                TestPeer downloader = new TestPeer(Encryption.ON, tickets, 11)) {
            seeder.serve(old);
            arrived(downloader.download(old, copy, home).from(seeder), old, copy);

            Path sent = old.path();
            Files.move(sent.resolve("large"), sent.resolve("renamed"));
            Files.move(sent.resolve("two pieces"), sent.resolve("many/moved"));
            Files.delete(sent.resolve("many/7"));
            Files.write(sent.resolve("new"), new byte[3 * Manifest.SMALLEST_PIECE]);
            SampleFolder now = SampleFolder.hashed(sent, temporary.resolve("home"));
            seeder.serve(now);
            Path got = temporary.resolve("got");
            var earlier =
                    new Earlier(
                            copy,
                            Optional.of(old.manifest()),
                            Optional.of(home.resolve(old.id().hex())),
                            Optional.empty());
            Watched watched = downloader.download(now, got, home, List.of(earlier)).from(seeder);
            await().atMost(LONG).until(() -> watched.completed != null);
            assertEquals(SampleFolder.inventory(sent), SampleFolder.inventory(got));
            int treePieces =
                    now.manifest().pieceCount()
                            - (int) (now.manifest().treeOffset() / Manifest.SMALLEST_PIECE);
            assertEquals(3 + treePieces, watched.pieces.size());
        }
    }

    @Test
    void whatChangedIsWithheldAndTheRestIsServed() throws IOException {
        SampleFolder sample = sample();
        try (TestPeer seeder = new TestPeer(Encryption.ON, tickets, 7);
                TestPeer other = new TestPeer(Encryption.ON, tickets, 8);
                TestPeer downloader = new TestPeer(Encryption.ON, tickets, 9)) {
            seeder.serve(sample);
            Path copy = temporary.resolve("copy");
            arrived(other.download(sample, copy, home("b")).from(seeder), sample, copy);
            Files.writeString(sample.path().resolve("two pieces"), "changed");

            Path got = temporary.resolve("got");
            Watched watched = downloader.download(sample, got, home("c")).from(seeder);
            await().atMost(LONG)
                    .until(() -> watched.pieces.size() == sample.manifest().pieceCount() - 2);
            assertEquals(List.of(), seeder.stopped);

            watched.from(other);
            await().atMost(LONG).until(() -> watched.completed != null);
            assertEquals(SampleFolder.inventory(copy), SampleFolder.inventory(got));
        }
    }
}
