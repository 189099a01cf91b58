package p2p.peer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Room;
import p2p.peer.engine.TestPeer.Watched;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Encryption;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameEncoder;
import p2p.protocol.wire.Side;
import p2p.protocol.wire.Wire;

/** Downloaders that break the protocol are told so and cost the honest ones nothing. */
class HostileDownloaderTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String FRIEND = "127.0.0.1";
    private static final String FOE = "127.0.0.2";

    @TempDir Path folder;
    private final Tickets tickets = new Tickets(Clock.systemUTC());
    private Sample sample;
    private TestPeer seeder;

    @BeforeEach
    void start() throws IOException {
        sample = Sample.of(folder.resolve("sent"), 1 << 20, 1);
        ConnectionSettings patient =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        seeder =
                new TestPeer(
                        new ConnectionSettings(
                                patient.listen(),
                                Encryption.OFF,
                                new Room(2000, 1200, 1200, 1200, 1200),
                                patient.uploadSlots(),
                                Duration.ofSeconds(2),
                                patient.idle(),
                                patient.stalled(),
                                patient.congestion(),
                                patient.lanes()),
                        tickets,
                        1);
        seeder.serve(sample);
    }

    @AfterEach
    void stop() {
        seeder.close();
    }

    private RawPeer greeted(String from) throws IOException {
        RawPeer peer = RawPeer.connect(seeder.contact.address(), from);
        peer.send(new Frame.Hello(Wire.VERSION, sample.id(), seeder.ticket(sample.id())));
        Frame.Welcome welcome = assertInstanceOf(Frame.Welcome.class, peer.read(Side.SEEDER));
        assertEquals(sample.manifest().pieceCount(), welcome.has().cardinality());
        assertInstanceOf(Frame.Unchoke.class, peer.read(Side.SEEDER));
        return peer;
    }

    private void honestOnesAreServed() throws IOException {
        try (TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 2)) {
            Path got = folder.resolve("got");
            SwarmTest.finished(downloader.download(sample, got).from(seeder), sample, got);
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(new Frame.Request(4, 0, 1), "A request beyond the file's end."),
                Arguments.of(new Frame.Request(0, 262_144, 1), "A request beyond the file's end."),
                Arguments.of(new Frame.Request(3, 262_143, 2), "A request beyond the file's end."),
                Arguments.of(new Frame.Cancel(9, 0, 1), "A request beyond the file's end."),
                Arguments.of(
                        new Frame.Hello(1, new FileId("ab".repeat(32)), new byte[9]),
                        "HELLO came twice."),
                Arguments.of(new Frame.Have(0), "HAVE came from the wrong side."),
                Arguments.of(new Frame.Choke(), "CHOKE came from the wrong side."),
                Arguments.of(new Frame.Data(0, 0, 1), "DATA came from the wrong side."));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenFrameEndsTheConnection(Frame frame, String reason) throws IOException {
        try (RawPeer foe = greeted(FOE)) {
            foe.send(frame);
            assertEquals(new Frame.Bye(ByeCode.PROTOCOL, reason), foe.readBye(Side.SEEDER));
            assertNull(foe.read(Side.SEEDER));
        }
        honestOnesAreServed();
    }

    static Stream<Frame> tooEarly() {
        return Stream.of(
                new Frame.Request(0, 0, 1), new Frame.Ping(), new Frame.Ticket(new byte[1]));
    }

    @ParameterizedTest
    @MethodSource("tooEarly")
    void whoDoesNotGreetFirstIsRefused(Frame frame) throws IOException {
        try (RawPeer foe = RawPeer.connect(seeder.contact.address(), FOE)) {
            foe.send(frame);
            assertEquals(
                    new Frame.Bye(ByeCode.PROTOCOL, "HELLO has to come first."),
                    foe.readBye(Side.SEEDER));
        }
    }

    @Test
    void anotherVersionIsRefusedHoweverItsGreetingGoesOn() throws IOException {
        Frame.Bye refusal = new Frame.Bye(ByeCode.VERSION, "This peer speaks version 1 only.");
        byte[] greeting =
                FrameEncoder.encode(new Frame.Hello(2, sample.id(), seeder.ticket(sample.id())));
        byte[] shorter = {0, 0, 0, 8, 1, 'P', '2', 'P', 'W', 0, 2, 9};
        byte[] longer = {0, 0, 64, 0, 1, 'P', '2', 'P', 'W', 0, 2};
        for (byte[] bytes : List.of(greeting, shorter, longer)) {
            try (RawPeer foe = RawPeer.connect(seeder.contact.address(), FOE)) {
                foe.send(bytes);
                assertEquals(refusal, foe.readBye(Side.SEEDER));
            }
        }
    }

    @Test
    void tooManyRequestsEndTheConnection() throws IOException {
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        for (int i = 0; i < Wire.MOST_REQUESTS + 50; i++) {
            flood.writeBytes(FrameEncoder.encode(new Frame.Request(0, i, 200_000)));
        }
        seeder.engine.limits(64 << 10, 0);
        try (RawPeer foe = greeted(FOE)) {
            foe.send(flood.toByteArray());
            assertEquals(
                    new Frame.Bye(
                            ByeCode.PROTOCOL,
                            "More than " + Wire.MOST_REQUESTS + " open requests."),
                    foe.readBye(Side.SEEDER));
        }
        seeder.engine.limits(0, 0);
        honestOnesAreServed();
    }

    @Test
    void aMillionTinyFramesEndTheConnection() throws IOException, InterruptedException {
        byte[] ping = FrameEncoder.encode(new Frame.Ping());
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000_000; i++) {
            flood.writeBytes(ping);
        }
        Thread sender;
        try (RawPeer foe = greeted(FOE)) {
            sender = Thread.ofVirtual().start(() -> sendIgnoringTheEnd(foe, flood));
            Frame.Bye bye = foe.readBye(Side.SEEDER);
            if (bye != null) {
                assertEquals(ByeCode.PROTOCOL, bye.code());
            }
        }
        sender.join();
        honestOnesAreServed();
    }

    private static void sendIgnoringTheEnd(RawPeer peer, ByteArrayOutputStream bytes) {
        try {
            peer.send(bytes.toByteArray());
        } catch (IOException e) {
            // The seeder hangs up on floods: that is what the test waits for.
        }
    }

    @Test
    void aThousandSilentConnectionsAreBorneAndEnded() throws IOException {
        List<RawPeer> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                silent.add(RawPeer.connect(seeder.contact.address(), FOE));
            }
            honestOnesAreServed();
            for (RawPeer foe : silent) {
                assertEquals(
                        new Frame.Bye(ByeCode.IDLE, "No greeting came."), foe.readBye(Side.SEEDER));
            }
        } finally {
            for (RawPeer foe : silent) {
                foe.close();
            }
        }
    }

    @Test
    void oneAddressHasItsShareOfConnectionsAndNoMore() throws IOException {
        ConnectionSettings settings =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        List<RawPeer> held = new ArrayList<>();
        try (TestPeer strict = new TestPeer(settings, tickets, 3)) {
            for (int i = 0; i < settings.room().greetingFromAddress(); i++) {
                held.add(RawPeer.connect(strict.contact.address(), FOE));
            }
            await().atMost(LONG).until(() -> isTurnedAway(strict, FOE));
            try (RawPeer friend = RawPeer.connect(strict.contact.address(), FRIEND)) {
                friend.send(new Frame.Hello(1, sample.id(), strict.ticket(sample.id())));
                assertEquals(
                        ByeCode.NOT_SERVED,
                        assertInstanceOf(Frame.Bye.class, friend.readBye(Side.SEEDER)).code());
            }
        } finally {
            for (RawPeer peer : held) {
                peer.close();
            }
        }
    }

    private TestPeer seederWith(Room room) {
        ConnectionSettings usual =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        TestPeer small =
                new TestPeer(
                        new ConnectionSettings(
                                usual.listen(),
                                Encryption.OFF,
                                room,
                                usual.uploadSlots(),
                                Duration.ofSeconds(60),
                                usual.idle(),
                                usual.stalled(),
                                usual.congestion(),
                                usual.lanes()),
                        tickets,
                        8);
        small.serve(sample);
        return small;
    }

    private RawPeer greet(TestPeer at, String from, String user) throws IOException {
        RawPeer peer = RawPeer.connect(at.contact.address(), from);
        byte[] ticket =
                tickets.issue(user, sample.id(), at.engine.fingerprint(), Duration.ofMinutes(5));
        peer.send(new Frame.Hello(Wire.VERSION, sample.id(), ticket));
        return peer;
    }

    private boolean isWelcome(TestPeer at, String from, String user) throws IOException {
        try (RawPeer peer = greet(at, from, user)) {
            Frame answer = peer.read(Side.SEEDER);
            if (!(answer instanceof Frame.Welcome)) {
                assertEquals(
                        new Frame.Bye(ByeCode.BUSY, "The seeder has too many connections."),
                        answer);
            }
            return answer instanceof Frame.Welcome;
        }
    }

    @Test
    void onePersonHasHisShareOfConnectionsWhereverHeComesFrom() throws IOException {
        try (TestPeer small = seederWith(new Room(10, 10, 4, 10, 10));
                RawPeer first = greet(small, FOE, "foe")) {
            assertInstanceOf(Frame.Welcome.class, first.read(Side.SEEDER));
            try (RawPeer second = greet(small, FRIEND, "foe")) {
                assertInstanceOf(Frame.Welcome.class, second.read(Side.SEEDER));
                assertFalse(isWelcome(small, "127.0.0.3", "foe"));
                assertTrue(isWelcome(small, FOE, "friend"));
            }
            await().atMost(LONG)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> isWelcome(small, FRIEND, "foe"));
        }
    }

    @Test
    void whoHasYetToGreetTakesNoPlaceFromThoseWhoHave() throws IOException {
        try (TestPeer small = seederWith(new Room(3, 2, 10, 2, 1));
                RawPeer first = greet(small, FRIEND, "friend")) {
            assertInstanceOf(Frame.Welcome.class, first.read(Side.SEEDER));
            try (RawPeer _ = RawPeer.connect(small.contact.address(), FOE);
                    RawPeer _ = RawPeer.connect(small.contact.address(), "127.0.0.3")) {
                await().atMost(LONG).until(() -> isTurnedAway(small, "127.0.0.4"));
                assertInstanceOf(Frame.Unchoke.class, first.read(Side.SEEDER));
                first.send(new Frame.Request(0, 0, 1));
                assertEquals(new Frame.Data(0, 0, 1), first.read(Side.SEEDER));
            }
            await().atMost(LONG)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> isWelcome(small, FOE, "other"));
        }
    }

    private static boolean isTurnedAway(TestPeer seeder, String from) throws IOException {
        try (RawPeer late = RawPeer.connect(seeder.contact.address(), from)) {
            Frame.Bye bye = late.readBye(Side.SEEDER);
            return bye != null && bye.code() == ByeCode.BUSY;
        }
    }

    @Test
    void whoIsTurnedAwayComesAgain() throws IOException {
        ConnectionSettings usual =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        ConnectionSettings small =
                new ConnectionSettings(
                        usual.listen(),
                        Encryption.OFF,
                        new Room(1, 1, 1, 1, 1),
                        1,
                        Duration.ofSeconds(60),
                        usual.idle(),
                        usual.stalled(),
                        usual.congestion(),
                        usual.lanes());
        Path got = folder.resolve("got");
        try (TestPeer busy = new TestPeer(small, tickets, 4);
                TestPeer downloader = new TestPeer(Encryption.OFF, tickets, 5)) {
            busy.serve(sample);
            Watched watched;
            try (RawPeer _ = RawPeer.connect(busy.contact.address(), FRIEND)) {
                await().atMost(LONG).until(() -> isTurnedAway(busy, FOE));
                watched = downloader.download(sample, got).from(busy);
                await().atMost(LONG).until(() -> !watched.lost.isEmpty());
                assertEquals("The seeder has too many connections.", watched.lost.getFirst());
            }
            SwarmTest.finished(watched, sample, got);
        }
    }

    @Test
    void bytesThatAreNoFramesEndTheConnection() throws IOException {
        byte[][] broken = {
            {0, 0, 0, 0},
            {0x7f, -1, -1, -1, 1},
            {-1, -1, -1, -1, 3},
            {0, 0, 0, 1, 0},
            {0, 0, 0, 1, 77},
            {0, 0, 0, 2, 11, 0},
            {0, 0, 0, 40, 1, 'H', 'T', 'T', 'P', 0, 1},
            {0, 0, 0, 39, 1, 'P', '2', 'P', 'W', 0, 1},
            {0, 0, 0, 13, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        };
        for (byte[] bytes : broken) {
            try (RawPeer foe = greeted(FOE)) {
                foe.send(bytes);
                Frame.Bye bye = assertInstanceOf(Frame.Bye.class, foe.readBye(Side.SEEDER));
                assertEquals(ByeCode.PROTOCOL, bye.code(), () -> Arrays.toString(bytes));
                assertNull(foe.read(Side.SEEDER));
            }
        }
        honestOnesAreServed();
    }

    @Test
    void noiseInsteadOfAHandshakeCostsTheOthersNothing() throws IOException {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        Path got = folder.resolve("got");
        try (TestPeer secret = new TestPeer(Encryption.ON, tickets, 6);
                TestPeer downloader = new TestPeer(Encryption.ON, tickets, 7)) {
            secret.serve(sample);
            for (int i = 0; i < 50; i++) {
                byte[] noise = new byte[1 + random.nextInt(2000)];
                random.nextBytes(noise);
                try (RawPeer foe = RawPeer.connect(secret.contact.address(), FOE)) {
                    foe.send(noise);
                }
            }
            SwarmTest.finished(downloader.download(sample, got).from(secret), sample, got);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
