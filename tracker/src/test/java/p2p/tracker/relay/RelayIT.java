package p2p.tracker.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.wire.RelayCall;
import p2p.tracker.People;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RelayingTracker;
import p2p.tracker.account.TestDevice;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.session.AttachedPeer;

/** Ann, whom nobody can connect to, serves a file; Bob wants it, and others what is not theirs. */
@ExtendWith(RelayingTracker.class)
class RelayIT {

    private static final int MIB = 1 << 20;

    /** Then the buffers between are full. */
    private static final long NOTHING_MORE_MILLIS = 3000;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private AnnAndBob two;
    private TestDevice annsKey;
    private LoggedIn ann;
    private LoggedIn bob;
    private AttachedPeer a;
    private AttachedPeer b;

    @BeforeEach
    void attach() throws Exception {
        two = closing(new AnnAndBob(RestAssured.baseURI));
        annsKey = TestDevice.make();
        ann = annsKey.loggedIn(two.ann.name());
        TestDevice bobsKey = TestDevice.make();
        bob = bobsKey.loggedIn(two.bob.name());
        b = attached(bob, bobsKey);
        b.say(new PeerMessage.Want(two.file));
        b.expect(TrackerMessage.NewTicket.class);
        a = attached(ann, annsKey);
        a.say(new PeerMessage.Relayable());
        a.say(AnnAndBob.serve(two.file));
        TrackerMessage.RelayedJoined named = b.expect(TrackerMessage.RelayedJoined.class);
        assertEquals(annsKey.fingerprint(), named.seeder().contact().fingerprint());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T closing(T it) {
        toClose.add(it);
        return it;
    }

    /** At a port where nobody listens. */
    private AttachedPeer attached(LoggedIn who, TestDevice key) throws Exception {
        AttachedPeer peer = closing(two.connect(who));
        peer.say(hello(key.fingerprint()));
        TrackerMessage.Reachability reached = peer.expect(TrackerMessage.Reachability.class);
        assertFalse(reached.reachable());
        assertTrue(reached.relay());
        return peer;
    }

    private static PeerMessage.Hello hello(Fingerprint key) throws IOException {
        int nowhere;
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = listening.getLocalPort();
        }
        return new PeerMessage.Hello(
                Messages.VERSION, "test", new HostPort("127.0.0.1", nowhere), key, Encryption.OFF);
    }

    private record Met(TrackerMessage.Way way, TrackerMessage.Dial dial) {}

    private Met meet() throws Exception {
        b.say(new PeerMessage.Meet(two.file, annsKey.fingerprint()));
        TrackerMessage.Way way = b.expect(TrackerMessage.Way.class);
        TrackerMessage.Dial dial = a.expect(TrackerMessage.Dial.class);
        assertEquals(way.relay(), dial.relay());
        return new Met(way, dial);
    }

    private Socket call(HostPort relay, byte[] pass) throws IOException {
        var socket = closing(new Socket(relay.host(), relay.port()));
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(RelayCall.encode(pass));
        return socket;
    }

    private record Joined(Socket downloader, Socket seeder) {}

    private Joined joined() throws Exception {
        Met met = meet();
        var joined =
                new Joined(
                        call(met.way.relay(), met.way.pass()),
                        call(met.dial.relay(), met.dial.pass()));
        joined.downloader.getOutputStream().write(7);
        assertEquals(7, joined.seeder.getInputStream().read());
        joined.seeder.getOutputStream().write(8);
        assertEquals(8, joined.downloader.getInputStream().read());
        return joined;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Prints how long it took: the promise is a second, but a test on a busy machine waits. */
    private static void assertCut(Joined joined, String what) throws IOException {
        Instant then = Instant.now();
        assertTrue(isClosed(joined.downloader));
        assertTrue(isClosed(joined.seeder));
        Duration took = Duration.between(then, Instant.now());
        System.out.printf("%s: cut after %d ms%n", what, took.toMillis());
        assertTrue(took.toSeconds() < 5, took.toString());
    }

    @Test
    void bytesPassBothWaysAsTheyAre() throws Exception {
        Joined joined = joined();
        byte[] down = random(8 * MIB, 1);
        byte[] up = random(MIB, 2);
        Thread sender = Thread.ofVirtual().start(() -> send(joined.seeder, down));
        Thread asker = Thread.ofVirtual().start(() -> send(joined.downloader, up));
        assertArrayEquals(down, read(joined.downloader.getInputStream(), down.length));
        assertArrayEquals(up, read(joined.seeder.getInputStream(), up.length));
        sender.join();
        asker.join();

        joined.seeder.getOutputStream().write(9);
        joined.seeder.close();
        assertEquals(9, joined.downloader.getInputStream().read());
        assertTrue(isClosed(joined.downloader));
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void send(Socket to, byte[] bytes) {
        try {
            to.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(InputStream from, int length) throws IOException {
        return from.readNBytes(length);
    }

    @Test
    void nobodyComesInWithoutAPassOfTheirOwn() throws Exception {
        Met met = meet();
        HostPort relay = met.way.relay();
        var garbage = closing(new Socket(relay.host(), relay.port()));
        garbage.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
        assertTrue(isClosed(garbage));
        assertTrue(isClosed(call(relay, new byte[0])));
        assertTrue(isClosed(call(relay, random(400, 3))));
        byte[] forged = met.way.pass().clone();
        forged[30] ^= 1;
        assertTrue(isClosed(call(relay, forged)));

        Socket downloader = call(relay, met.way.pass());
        downloader.getOutputStream().write(1);
        Socket seeder = call(relay, met.dial.pass());
        assertEquals(1, seeder.getInputStream().read());
        assertTrue(isClosed(call(relay, met.way.pass())));
        assertTrue(isClosed(call(relay, met.dial.pass())));
        downloader.getOutputStream().write(2);
        assertEquals(2, seeder.getInputStream().read());

        downloader.close();
        assertTrue(isClosed(seeder));
        assertTrue(isClosed(call(relay, met.way.pass())));
    }

    @Test
    void aCallMayComeByteByByte() throws Exception {
        Met met = meet();
        Socket seeder = call(met.dial.relay(), met.dial.pass());
        var slow = closing(new Socket(met.way.relay().host(), met.way.relay().port()));
        slow.setTcpNoDelay(true);
        for (byte each : RelayCall.encode(met.way.pass())) {
            slow.getOutputStream().write(each);
        }
        slow.getOutputStream().write(new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, read(seeder.getInputStream(), 2));
        seeder.getOutputStream().write(3);
        slow.setSoTimeout(60_000);
        assertEquals(3, slow.getInputStream().read());
    }

    @Test
    void whoIsNotMetIsLetGo() throws Exception {
        Met met = meet();
        Socket alone = call(met.way.relay(), met.way.pass());
        Instant then = Instant.now();
        assertTrue(isClosed(alone));
        assertTrue(Duration.between(then, Instant.now()).toSeconds() >= 9);
        assertTrue(isClosed(call(met.dial.relay(), met.dial.pass())));
    }

    @Test
    void aSlowReaderCostsABuffer() throws Exception {
        Joined joined = joined();
        joined.seeder.close();
        Met met = meet();
        Socket reader = call(met.way.relay(), met.way.pass());
        try (var sender = SocketChannel.open()) {
            sender.connect(new InetSocketAddress(met.dial.relay().host(), met.dial.relay().port()));
            sender.write(ByteBuffer.wrap(RelayCall.encode(met.dial.pass())));
            sender.write(ByteBuffer.wrap(new byte[] {5}));
            assertEquals(5, reader.getInputStream().read());
            sender.configureBlocking(false);
            var chunk = ByteBuffer.allocate(MIB);
            long taken = 0;
            try (var selector = Selector.open()) {
                sender.register(selector, SelectionKey.OP_WRITE);
                while (selector.select(NOTHING_MORE_MILLIS) > 0) {
                    selector.selectedKeys().clear();
                    taken += sender.write(chunk.clear());
                }
            }
            // What the kernels of both connections hold, and one buffer in between.
            assertTrue(taken < 32L * MIB, taken + " bytes were taken");
            assertEquals(taken, reader.getInputStream().readNBytes((int) taken).length);
        }
    }

    @Test
    void whoOnlyConnectsTakesNoPlaceOfOthers() throws Exception {
        HostPort relay = meet().way.relay();
        for (int i = 0; i < 200; i++) {
            closing(new Socket(relay.host(), relay.port()));
        }
        await().atMost(30, SECONDS)
                .pollInterval(2, SECONDS)
                .ignoreExceptions()
                .until(() -> joined() != null);
    }

    @Test
    void aSeederIsNotSentOutEndlessly() throws Exception {
        int ways = 0;
        for (int i = 0; i < 60; i++) {
            b.say(new PeerMessage.Meet(two.file, annsKey.fingerprint()));
        }
        TrackerMessage.NoWay refused = b.expect(TrackerMessage.NoWay.class);
        assertEquals(
                "The peer has asked for a relay very often; it asks again in some seconds.",
                refused.reason());
        assertTrue(refused.temporary());
        for (int i = 0; i < 60; i++) {
            if (a.heard(TrackerMessage.Dial.class).isPresent()) {
                a.expect(TrackerMessage.Dial.class);
                ways++;
            }
        }
        assertTrue(ways <= 30, ways + " times");
    }

    @Test
    void whoHasNotProvedTheirKeyMeetsNobody() throws Exception {
        LoggedIn cem = People.loggedIn("cem");
        People.ask(cem, two.group);
        ann.asks()
                .post("/api/v1/groups/{g}/requests/{u}/accept", two.group, cem.name())
                .then()
                .statusCode(204);
        try (var c = two.connect(cem)) {
            c.say(hello(AttachedPeer.fingerprint("c")));
            assertFalse(c.expect(TrackerMessage.Reachability.class).relay());
            c.say(new PeerMessage.Relayable());
            c.say(AnnAndBob.serve(two.file));
            c.say(new PeerMessage.Want(two.file));
            assertEquals(1, c.expect(TrackerMessage.RelayedSeeders.class).seeders().size());
            c.say(new PeerMessage.Meet(two.file, annsKey.fingerprint()));
            assertEquals(
                    "This peer has to log in anew before it may use a relay.",
                    c.expect(TrackerMessage.NoWay.class).reason());
            b.say(new PeerMessage.Meet(two.file, AttachedPeer.fingerprint("c")));
            assertEquals(
                    "The one who has the file is not at hand for a relay any more.",
                    b.expect(TrackerMessage.NoWay.class).reason());
        }
    }

    @Test
    void whoIsInNoGroupMeetsNobody() throws Exception {
        TestDevice key = TestDevice.make();
        LoggedIn eve = key.loggedIn(People.account("eve"));
        AttachedPeer e = attached(eve, key);
        e.say(new PeerMessage.Meet(two.file, annsKey.fingerprint()));
        assertTrue(e.expect(TrackerMessage.NoWay.class).reason().matches("\\S.*[.]"));
        assertFalse(a.heard(TrackerMessage.Dial.class).isPresent());
    }

    private static void changed(int rows, String sql, Object... parameters) throws Exception {
        assertEquals(rows, RelayingTracker.database().rows(sql, parameters).size());
    }

    private String refusedMeeting() throws Exception {
        b.say(new PeerMessage.Meet(two.file, annsKey.fingerprint()));
        return b.expect(TrackerMessage.NoWay.class).reason();
    }

    @Test
    void whereNoTrackerIsARelayItIsSaid() throws Exception {
        relayGoes();
        try {
            assertEquals("No tracker is a relay just now.", refusedMeeting());
            try (var again = two.connect(ann)) {
                again.say(hello(annsKey.fingerprint()));
                assertFalse(again.expect(TrackerMessage.Reachability.class).relay());
            }
        } finally {
            relayIsBack();
        }
    }

    @Test
    void whoComesBackWhereNoRelayIsAnyMoreIsNamedNoMore() throws Exception {
        PeerMessage.Hello same = hello(annsKey.fingerprint());
        try (var first = two.connect(ann)) {
            first.say(same);
            assertTrue(first.expect(TrackerMessage.Reachability.class).relay());
            first.say(new PeerMessage.Relayable());
            first.say(AnnAndBob.serve(two.file));
            b.expect(TrackerMessage.RelayedJoined.class);
        }
        relayGoes();
        try (var second = two.connect(ann)) {
            second.say(same);
            assertFalse(second.expect(TrackerMessage.Reachability.class).relay());
            assertEquals(
                    annsKey.fingerprint(), b.expect(TrackerMessage.SeederLeft.class).fingerprint());
        } finally {
            relayIsBack();
        }
    }

    private static void relayGoes() throws Exception {
        changed(
                1,
                "update relay set incarnation = md5(incarnation::text)::uuid, address = address || ' '"
                        + " || incarnation returning tracker");
    }

    private static void relayIsBack() throws Exception {
        changed(
                1,
                "update relay set incarnation = split_part(address, ' ', 2)::uuid,"
                        + " address = split_part(address, ' ', 1) returning tracker");
    }

    /** A tracker of before knows nothing of relays, and attaches by another connection. */
    @Test
    void whoGoesToATrackerOfBeforeIsNotRelayedAnyMore() throws Exception {
        changed(
                1,
                "update attachment set connection = gen_random_uuid() where account_id ="
                        + " (select id from account where name = ?) returning session_id",
                ann.name());
        assertEquals(
                "The one who has the file is not at hand for a relay any more.", refusedMeeting());
        b.say(new PeerMessage.Want(two.file));
        assertEquals(List.of(), b.expect(TrackerMessage.Seeders.class).seeders());
        b.expect(TrackerMessage.NewTicket.class);
        assertFalse(b.heard(TrackerMessage.RelayedSeeders.class).isPresent());
    }

    /** Nor does it look whose fingerprint somebody names. */
    @Test
    void whoseFingerprintSomebodyElseNamesIsMetNowhere() throws Exception {
        LoggedIn mal = People.loggedIn("mal");
        try (var m = two.connect(mal)) {
            m.say(hello(AttachedPeer.fingerprint("m")));
            m.expect(TrackerMessage.Reachability.class);
            changed(
                    1,
                    "update attachment set fingerprint = decode(?, 'hex') where account_id ="
                            + " (select id from account where name = ?) returning session_id",
                    annsKey.fingerprint().hex(),
                    mal.name());
            assertEquals(
                    "The one who has the file is not at hand for a relay any more.",
                    refusedMeeting());
        }
    }

    @Test
    void whoIsRemovedIsCutOffWhicheverSideTheyAreOn() throws Exception {
        Joined joined = joined();
        ann.asks()
                .delete("/api/v1/groups/{g}/members/{u}", two.group, bob.name())
                .then()
                .statusCode(204);
        assertCut(joined, "the downloader was removed");
    }

    @Test
    void aSeederWhoLeavesIsCutOff() throws Exception {
        // Ann has never had a ticket that could be void.
        Joined joined = joined();
        ann.asks()
                .body(Map.of("name", bob.name()))
                .put("/api/v1/groups/{g}/owner", two.group)
                .then()
                .statusCode(204);
        bob.asks()
                .delete("/api/v1/groups/{g}/members/{u}", two.group, ann.name())
                .then()
                .statusCode(204);
        assertCut(joined, "the seeder was removed");
    }

    @Test
    void aSessionsEndEndsItsMeetings() throws Exception {
        Joined joined = joined();
        bob.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        assertCut(joined, "the downloader has logged out");
    }

    @Test
    void soDoesThatOfTheSeeder() throws Exception {
        Joined joined = joined();
        ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        assertCut(joined, "the seeder has logged out");
        assertEquals(
                annsKey.fingerprint(), b.expect(TrackerMessage.SeederLeft.class).fingerprint());
    }

    @Test
    void whatIsNotServedAnyMoreIsCut() throws Exception {
        Joined joined = joined();
        a.say(new PeerMessage.Unserve(List.of(two.file), "It is gone."));
        assertCut(joined, "the seeder serves it no more");
        b.expect(TrackerMessage.SeederLeft.class);

        a.say(AnnAndBob.serve(two.file));
        b.expect(TrackerMessage.RelayedJoined.class);
        Joined again = joined();
        ann.asks()
                .delete("/api/v1/groups/{g}/shares?file={f}", two.group, two.file.file())
                .then()
                .statusCode(204);
        assertCut(again, "the share was stopped");
    }

    @Test
    void aRightThatEndsBeforeTheyMeetIsSeen() throws Exception {
        Met met = meet();
        Socket downloader = call(met.way.relay(), met.way.pass());
        ann.asks()
                .delete("/api/v1/groups/{g}/members/{u}", two.group, bob.name())
                .then()
                .statusCode(204);
        Socket seeder = call(met.dial.relay(), met.dial.pass());
        assertTrue(isClosed(downloader));
        assertTrue(isClosed(seeder));
    }

    @Test
    void aSeederThatCanBeReachedNowIsNamedAsSuchAndMetNowhere() throws Exception {
        a.close();
        AttachedPeer again = closing(two.connect(ann));
        again.say(
                new PeerMessage.Hello(
                        Messages.VERSION,
                        "test",
                        new HostPort("127.0.0.1", two.port()),
                        annsKey.fingerprint(),
                        Encryption.OFF));
        assertTrue(again.expect(TrackerMessage.Reachability.class).reachable());
        again.say(AnnAndBob.serve(two.file));
        b.expect(TrackerMessage.SeederLeft.class);
        b.expect(TrackerMessage.SeederJoined.class);
        b.say(new PeerMessage.Meet(two.file, annsKey.fingerprint()));
        b.expect(TrackerMessage.NoWay.class);
    }
}
