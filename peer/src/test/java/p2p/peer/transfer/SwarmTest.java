package p2p.peer.transfer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.peer.transfer.TestPeer.Watched;
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
                    watched.download.progress().bytesByPeer().get(seeder.contact.fingerprint()));
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
}
