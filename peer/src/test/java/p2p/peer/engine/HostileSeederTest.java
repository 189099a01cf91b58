package p2p.peer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.engine.TestPeer.Watched;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameEncoder;
import p2p.protocol.wire.Side;

/** Seeders that lie, break the protocol or fall silent: the file comes all the same. */
class HostileSeederTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** What a hostile seeder does after the greeting. */
    private interface Script {
        void play(RawPeer peer, int pieces) throws IOException;
    }

    @TempDir Path folder;
    private final Tickets tickets = new Tickets(Clock.systemUTC());
    private Sample sample;
    private TestPeer honest;
    private TestPeer downloader;
    private ServerSocket listening;
    private PeerContact foe;

    @BeforeEach
    void start() throws IOException {
        sample = Sample.of(folder.resolve("sent"), 4 << 20, 1);
        honest = new TestPeer(Encryption.OFF, tickets, 1);
        downloader = new TestPeer(Encryption.OFF, tickets, 2);
        honest.serve(sample);
        listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        foe =
                new PeerContact(
                        new HostPort("127.0.0.1", listening.getLocalPort()),
                        new Fingerprint("0f".repeat(32)),
                        Encryption.OFF);
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
        downloader.close();
        honest.close();
    }

    private void serve(Script script) {
        int pieces = sample.manifest().pieceCount();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    while (!listening.isClosed()) {
                        try (RawPeer peer = new RawPeer(listening.accept())) {
                            peer.read(Side.DOWNLOADER);
                            script.play(peer, pieces);
                        } catch (IOException e) {
                            // The downloader hangs up on such a seeder, or the test is
                            // over.
                        }
                    }
                });
    }

    private static BitSet all(int pieces) {
        BitSet all = new BitSet();
        all.set(0, pieces);
        return all;
    }

    private static void welcome(RawPeer peer, int pieces) throws IOException {
        peer.send(new Frame.Welcome(1, pieces, all(pieces)));
        peer.send(new Frame.Unchoke());
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                script(
                        "DATA that was not asked for.",
                        (peer, pieces) -> {
                            peer.send(new Frame.Welcome(1, pieces, new BitSet()));
                            peer.send(new Frame.Data(0, 0, 1));
                            peer.send(new byte[1]);
                        }),
                script(
                        "DATA that was not asked for.",
                        (peer, pieces) -> {
                            welcome(peer, pieces);
                            Frame.Request asked =
                                    assertInstanceOf(
                                            Frame.Request.class, peer.read(Side.DOWNLOADER));
                            peer.send(new Frame.Data(asked.piece(), asked.offset() + 1, 10));
                            peer.send(new byte[10]);
                        }),
                script(
                        "WELCOME has to come first.",
                        (peer, pieces) -> peer.send(new Frame.Have(0))),
                script("WELCOME has to come first.", (peer, pieces) -> peer.send(new Frame.Ping())),
                script(
                        "WELCOME came twice.",
                        (peer, pieces) -> {
                            welcome(peer, pieces);
                            peer.send(new Frame.Welcome(1, pieces, new BitSet()));
                        }),
                script(
                        "WELCOME of version 1 for a file of 17 pieces.",
                        (peer, pieces) ->
                                peer.send(new Frame.Welcome(1, pieces + 1, new BitSet()))),
                script(
                        "HAVE for a piece that is none, or was there already.",
                        (peer, pieces) -> {
                            welcome(peer, pieces);
                            peer.send(new Frame.Have(3));
                        }),
                script(
                        "HAVE for a piece that is none, or was there already.",
                        (peer, pieces) -> {
                            peer.send(new Frame.Welcome(1, pieces, new BitSet()));
                            peer.send(new Frame.Have(pieces));
                        }),
                script(
                        "CHOKE or UNCHOKE without a change.",
                        (peer, pieces) -> {
                            welcome(peer, pieces);
                            peer.send(new Frame.Unchoke());
                        }),
                script(
                        "More small frames than anybody needs.",
                        (peer, pieces) -> {
                            welcome(peer, pieces);
                            peer.send(pings(1_000_000));
                        }),
                script(
                        "REQUEST came from the wrong side.",
                        (peer, pieces) -> {
                            welcome(peer, pieces);
                            peer.send(new Frame.Request(0, 0, 1));
                        }));
    }

    private static byte[] pings(int count) {
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        byte[] ping = FrameEncoder.encode(new Frame.Ping());
        for (int i = 0; i < count; i++) {
            flood.writeBytes(ping);
        }
        return flood.toByteArray();
    }

    private static Arguments script(String reason, Script script) {
        return Arguments.of(reason, script);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenFrameEndsTheConnection(String reason, Object script) throws IOException {
        serve((peer, pieces) -> {
            ((Script) script).play(peer, pieces);
            peer.readBye(Side.DOWNLOADER);
        });
        Watched watched = downloader.download(sample, folder.resolve("got"));
        watched.download().addSeeder(foe);
        await().atMost(LONG).until(() -> !watched.lost.isEmpty());
        assertEquals(reason, watched.lost.getFirst());
        SwarmTest.finished(watched.from(honest), sample, folder.resolve("got"));
    }

    /** Answers everything with zeros. */
    private static void lie(RawPeer peer, int pieces) throws IOException {
        welcome(peer, pieces);
        for (Frame frame = peer.read(Side.DOWNLOADER);
                frame != null;
                frame = peer.read(Side.DOWNLOADER)) {
            if (frame instanceof Frame.Request(int piece, int offset, int length)) {
                peer.send(new Frame.Data(piece, offset, length));
                peer.send(new byte[length]);
            }
        }
    }

    @Test
    void whoSendsWrongBytesIsBannedAndReported() throws IOException {
        serve(HostileSeederTest::lie);
        Watched watched = downloader.download(sample, folder.resolve("got"));
        watched.download().addSeeder(foe);
        await().atMost(LONG).until(() -> !watched.banned.isEmpty());
        assertEquals(0, watched.have);
        SwarmTest.finished(watched.from(honest), sample, folder.resolve("got"));
        assertEquals(List.of(foe.fingerprint()), watched.banned);
    }

    @Test
    void theGuiltyOneIsFoundAmongSeveral() throws IOException {
        serve(HostileSeederTest::lie);
        honest.engine.limits(2 << 20, 0);
        Watched watched = downloader.download(sample, folder.resolve("got"));
        watched.download().addSeeder(foe);
        SwarmTest.finished(watched.from(honest), sample, folder.resolve("got"));
        await().atMost(LONG).until(() -> watched.banned.equals(List.of(foe.fingerprint())));
    }

    @Test
    void halfAPieceAndSilenceHoldNothingUp() throws IOException {
        serve((peer, pieces) -> {
            welcome(peer, pieces);
            Frame.Request asked = assertInstanceOf(Frame.Request.class, peer.read(Side.DOWNLOADER));
            peer.send(new Frame.Data(asked.piece(), asked.offset(), asked.length()));
            peer.send(new byte[asked.length() / 2]);
            peer.readBye(Side.DOWNLOADER);
        });
        Watched watched = downloader.download(sample, folder.resolve("got"));
        watched.download().addSeeder(foe);
        await().atMost(LONG)
                .until(() ->
                        watched.download()
                                        .progress()
                                        .bytesByPeer()
                                        .getOrDefault(foe.fingerprint(), 0L)
                                > 0);
        SwarmTest.finished(watched.from(honest), sample, folder.resolve("got"));
        assertTrue(watched.banned.isEmpty());
    }

    @Test
    void aByteASecondHoldsNothingUp() throws IOException {
        serve((peer, pieces) -> {
            welcome(peer, pieces);
            Frame.Request asked = assertInstanceOf(Frame.Request.class, peer.read(Side.DOWNLOADER));
            peer.send(new Frame.Data(asked.piece(), asked.offset(), asked.length()));
            for (int sent = 0; sent < asked.length() && peer.listenFor(1000); sent++) {
                peer.send(new byte[1]);
            }
        });
        Watched watched = downloader.download(sample, folder.resolve("got"));
        watched.download().addSeeder(foe);
        await().atMost(LONG).until(() -> bytesFrom(foe, watched) > 0);
        SwarmTest.finished(watched.from(honest), sample, folder.resolve("got"));
        assertTrue(bytesFrom(foe, watched) < 100, () -> bytesFrom(foe, watched) + " bytes");
        assertEquals(List.of(), watched.banned);
    }

    private static long bytesFrom(PeerContact peer, Watched watched) {
        return watched.download().progress().bytesByPeer().getOrDefault(peer.fingerprint(), 0L);
    }

    @Test
    void aSeederThatSaysNothingIsGivenUp() throws IOException {
        serve((peer, pieces) -> peer.readBye(Side.DOWNLOADER));
        ConnectionSettings usual =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        ConnectionSettings hasty =
                new ConnectionSettings(
                        usual.listen(),
                        Encryption.OFF,
                        usual.room(),
                        usual.uploadSlots(),
                        Duration.ofSeconds(1),
                        usual.idle(),
                        usual.stalled(),
                        usual.congestion(),
                        usual.lanes());
        try (TestPeer impatient = new TestPeer(hasty, tickets, 3)) {
            Watched watched = impatient.download(sample, folder.resolve("got"));
            watched.download().addSeeder(foe);
            await().atMost(LONG).until(() -> !watched.lost.isEmpty());
            assertEquals("Nothing was heard for 2 seconds.", watched.lost.getFirst());
            SwarmTest.finished(watched.from(honest), sample, folder.resolve("got"));
        }
    }

    /** All but the last byte of each answer, then taken back: nothing of it may stay in memory. */
    @Test
    void answersThatAreNeverFinishedDoNotFillTheMemory() throws IOException {
        CountDownLatch played = new CountDownLatch(1);
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        serve((peer, pieces) -> {
            peer.send(new Frame.Welcome(1, pieces, all(pieces)));
            for (int i = 0; i < 1000; i++) {
                peer.send(new Frame.Unchoke());
                Frame frame = peer.read(Side.DOWNLOADER);
                while (!(frame instanceof Frame.Request)) {
                    frame = peer.read(Side.DOWNLOADER);
                }
                Frame.Request asked = (Frame.Request) frame;
                peer.send(new Frame.Data(asked.piece(), asked.offset(), asked.length() - 1));
                peer.send(new byte[asked.length() - 1]);
                peer.send(new Frame.Choke());
            }
            played.countDown();
            peer.readBye(Side.DOWNLOADER);
        });
        Watched watched = downloader.download(sample, folder.resolve("got"));
        watched.download().addSeeder(foe);
        await().atMost(LONG)
                .failFast(() -> assertEquals(List.of(), List.copyOf(watched.lost)))
                .until(() -> played.getCount() == 0);
        long after = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        assertTrue(after - before < 64 << 20, () -> after - before + " bytes are held");
        SwarmTest.finished(watched.from(honest), sample, folder.resolve("got"));
    }

    @Test
    void aSeederThatOffersEverythingAndSendsNothingHoldsNothingUp() throws IOException {
        serve((peer, pieces) -> {
            welcome(peer, pieces);
            peer.readBye(Side.DOWNLOADER);
        });
        Watched watched = downloader.download(sample, folder.resolve("got"));
        watched.download().addSeeder(foe);
        await().atMost(LONG).until(() -> watched.download().progress().peers() == 1);
        SwarmTest.finished(watched.from(honest), sample, folder.resolve("got"));
    }
}
