package p2p.peer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.seed.Sending;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.Side;
import p2p.protocol.wire.Wire;

/** What a seeder with one place says is on its way to whom. */
class SendingTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long BLOCK = 16 << 10;

    @TempDir Path folder;
    private Sample sample;
    private TestPeer seeder;

    @BeforeEach
    void start() throws IOException {
        sample = Sample.of(folder.resolve("sent"), 1 << 20, 1);
        ConnectionSettings usual =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        seeder =
                new TestPeer(
                        new ConnectionSettings(
                                usual.listen(),
                                usual.encryption(),
                                usual.room(),
                                1,
                                usual.greeting(),
                                usual.idle(),
                                usual.stalled(),
                                usual.congestion(),
                                usual.lanes()),
                        new Tickets(Clock.systemUTC()),
                        1);
        seeder.serve(sample);
    }

    @AfterEach
    void stop() {
        seeder.close();
    }

    private RawPeer welcomed(String user) throws IOException {
        RawPeer peer = RawPeer.connect(seeder.contact.address(), "127.0.0.1");
        byte[] ticket =
                seeder.tickets.issue(
                        user, sample.id(), seeder.engine.fingerprint(), Duration.ofMinutes(5));
        peer.send(new Frame.Hello(Wire.VERSION, sample.id(), ticket));
        assertInstanceOf(Frame.Welcome.class, peer.read(Side.SEEDER));
        return peer;
    }

    /** Asks for a block, and has it when it has its turn. */
    private static void fetch(RawPeer peer) throws IOException {
        peer.send(new Frame.Request(0, 0, (int) BLOCK));
        assertInstanceOf(Frame.Data.class, peer.read(Side.SEEDER));
    }

    private void awaitSending(Sending... wanted) {
        await().atMost(LONG)
                .until(
                        () -> Set.copyOf(TestPeer.await(seeder.engine.sending())),
                        Set.of(wanted)::equals);
    }

    private Sending to(String user, int blocks, boolean waiting) {
        return new Sending("friends", sample.id(), user, blocks * BLOCK, waiting);
    }

    @Test
    void whoWantsNothingIsNotShownAndTakesNoTurn() throws IOException {
        try (RawPeer bob = welcomed("bob")) {
            assertInstanceOf(Frame.Unchoke.class, bob.read(Side.SEEDER));
            fetch(bob);
            awaitSending();
            try (RawPeer cid = welcomed("cid")) {
                assertInstanceOf(Frame.Unchoke.class, cid.read(Side.SEEDER));
                fetch(cid);
                awaitSending(to("cid", 1, false));
            }
        }
    }

    @Test
    void whoWantsSomethingWaitsForTheOneBefore() throws IOException {
        try (RawPeer bob = welcomed("bob")) {
            assertInstanceOf(Frame.Unchoke.class, bob.read(Side.SEEDER));
            try (RawPeer cid = welcomed("cid")) {
                fetch(bob);
                awaitSending(to("bob", 1, false), to("cid", 0, true));
                assertInstanceOf(Frame.Choke.class, bob.read(Side.SEEDER));
                assertInstanceOf(Frame.Unchoke.class, cid.read(Side.SEEDER));
                fetch(cid);
                awaitSending(to("cid", 1, false));
            }
        }
    }
}
