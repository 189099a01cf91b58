package p2p.peer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.connection.Identity;
import p2p.peer.engine.TestPeer.Watched;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

/** Who gets bytes, and for how long. */
class TicketTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration VALID = Duration.ofMinutes(5);

    @TempDir Path folder;
    private final Tickets tickets = new Tickets(Clock.systemUTC());
    private Sample sample;
    private TestPeer seeder;
    private TestPeer downloader;

    @BeforeEach
    void start() throws IOException {
        sample = Sample.of(folder.resolve("sent"), 4 << 20, 1);
        seeder = new TestPeer(Encryption.ON, tickets, 1);
        downloader = new TestPeer(Encryption.ON, tickets, 2);
        seeder.serve(sample);
    }

    @AfterEach
    void stop() {
        downloader.close();
        seeder.close();
    }

    private byte[] issue(FileId file, Fingerprint certificate, Duration valid) {
        return tickets.issue("somebody", file, certificate, valid);
    }

    private Fingerprint self() {
        return downloader.engine.fingerprint();
    }

    private Watched downloadWith(byte[] ticket) {
        Watched watched = downloader.download(sample, folder.resolve("got"));
        watched.download().ticket(ticket);
        return watched.from(seeder);
    }

    private void refused(byte[] ticket, String reason) {
        Watched watched = downloadWith(ticket);
        await().atMost(LONG).until(() -> !watched.lost.isEmpty());
        assertEquals(reason, watched.lost.getFirst());
        assertEquals(0, watched.have);
    }

    @Test
    void theRightTicketIsTaken() throws IOException {
        Watched watched = downloadWith(issue(sample.id(), self(), VALID));
        SwarmTest.finished(watched, sample, folder.resolve("got"));
    }

    @Test
    void anotherPeersTicketIsRefused() {
        refused(
                issue(sample.id(), seeder.engine.fingerprint(), VALID),
                "The ticket is for another peer.");
    }

    @Test
    void anotherFilesTicketIsRefused() {
        refused(
                issue(new FileId("cd".repeat(32)), self(), VALID),
                "The ticket is for another file.");
    }

    @Test
    void aTicketThatRanOutIsRefused() {
        refused(issue(sample.id(), self(), Duration.ofSeconds(-1)), "The ticket has run out.");
    }

    @Test
    void aTicketWithAFlippedBitIsRefused() {
        byte[] ticket = issue(sample.id(), self(), VALID);
        ticket[ticket.length - 1] ^= 1;
        refused(ticket, "The ticket's signature is wrong.");
    }

    @Test
    void aTicketOfAnotherTrackerIsRefused() {
        refused(
                new Tickets(Clock.systemUTC()).issue("somebody", sample.id(), self(), VALID),
                "The ticket's signature is wrong.");
    }

    @Test
    void withoutEncryptionTheTicketIsCheckedAllTheSame() {
        try (TestPeer plain = new TestPeer(Encryption.OFF, tickets, 3);
                TestPeer other = new TestPeer(Encryption.OFF, tickets, 4)) {
            plain.serve(sample);
            Watched watched = other.download(sample, folder.resolve("got"));
            watched.download()
                    .ticket(issue(sample.id(), other.engine.fingerprint(), Duration.ofSeconds(-1)));
            watched.from(plain);
            await().atMost(LONG).until(() -> !watched.lost.isEmpty());
            assertEquals("The ticket has run out.", watched.lost.getFirst());
            assertEquals(0, watched.have);
        }
    }

    @Test
    void nothingIsFetchedInTheClearUnlessBothSaySo() throws IOException {
        try (TestPeer plain = new TestPeer(Encryption.OFF, tickets, 3);
                TestPeer other = new TestPeer(Encryption.OFF, tickets, 4)) {
            plain.serve(sample);
            Watched refuses = downloader.download(sample, folder.resolve("got")).from(plain);
            await().atMost(LONG).until(() -> !refuses.lost.isEmpty());
            assertEquals(
                    "It does not encrypt what it sends, and this peer does (--encryption).",
                    refuses.lost.getFirst());
            assertEquals(0, refuses.have);
            Path got = folder.resolve("plain");
            SwarmTest.finished(other.download(sample, got).from(plain), sample, got);
            Path encrypted = folder.resolve("encrypted");
            SwarmTest.finished(other.download(sample, encrypted).from(seeder), sample, encrypted);
        }
    }

    @Test
    void anotherPeerAtTheAddressIsNotAsked() {
        Watched watched = downloader.download(sample, folder.resolve("got"));
        Fingerprint expected = Identity.passing().fingerprint();
        watched.download()
                .addSeeder(new PeerContact(seeder.contact.address(), expected, Encryption.ON));
        await().atMost(LONG).until(() -> !watched.lost.isEmpty());
        assertEquals("Another peer answers at this address.", watched.lost.getFirst());
        assertEquals(0, watched.have);
    }

    @Test
    void aRevocationDropsWhomItConcernsAtOnce() {
        seeder.engine.limits(256 << 10, 0);
        Watched watched = downloadWith(issue(sample.id(), self(), VALID));
        await().atMost(LONG).until(() -> watched.download().progress().peers() == 1);
        seeder.engine.revoke(claims -> claims.user().equals("nobody"), "Not this one.");
        await().atMost(LONG).until(() -> watched.have > 0);
        assertEquals(0, watched.lost.size());
        seeder.engine.revoke(claims -> claims.user().equals("somebody"), "Left the group.");
        await().atMost(LONG).until(() -> !watched.lost.isEmpty());
        assertEquals("Left the group.", watched.lost.getFirst());
        assertTrue(watched.completed == null, "all bytes came before the revocation");
    }

    @Test
    void aSeederWhoseClockIsFastServesAsLongAsTheTicketLasts() throws IOException {
        Tickets slow = new Tickets(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)));
        try (TestPeer fast = new TestPeer(Encryption.ON, slow, 3)) {
            fast.serve(sample);
            fast.engine.limits(2 << 20, 0);
            Watched watched = downloader.download(sample, folder.resolve("got"));
            watched.download().ticket(slow.issue("somebody", sample.id(), self(), VALID));
            SwarmTest.finished(watched.from(fast), sample, folder.resolve("got"));
            assertEquals(List.of(), watched.lost);
        }
    }

    @Test
    void servingEndsWithTheTicketUnlessItIsRenewed() throws IOException {
        seeder.engine.limits(1 << 20, 0);
        Watched watched = downloadWith(issue(sample.id(), self(), Duration.ofSeconds(2)));
        await().atMost(LONG).until(() -> !watched.lost.isEmpty());
        assertEquals("The ticket has run out.", watched.lost.getFirst());
        watched.download().ticket(issue(sample.id(), self(), Duration.ofSeconds(3)));
        await().atMost(LONG).until(() -> watched.download().progress().peers() == 1);
        int losses = watched.lost.size();
        watched.download().ticket(issue(sample.id(), self(), VALID));
        SwarmTest.finished(watched, sample, folder.resolve("got"));
        assertEquals(losses, watched.lost.size(), watched.lost::toString);
    }
}
