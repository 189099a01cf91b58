package p2p.peer.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;

class TrackerSessionTest {

    private static final SessionTiming QUICK =
            new SessionTiming(
                    Duration.ofMillis(300),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(50),
                    Duration.ofMillis(200));
    private static final PeerMessage.Hello HELLO =
            new PeerMessage.Hello(
                    Messages.VERSION,
                    "test",
                    new HostPort("127.0.0.1", 4000),
                    new Fingerprint("ab".repeat(32)),
                    Encryption.ON);
    private static final String WELCOME =
            "{\"type\":\"welcome\",\"version\":1,\"tracker\":1,\"now\":\"2026-01-01T00:00:00Z\","
                    + "\"keys\":[],\"revocations\":[]}";

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final FakeTracker one = new FakeTracker(vertx).attaching(TrackerSessionTest::welcome);
    private final FakeTracker two = new FakeTracker(vertx).attaching(TrackerSessionTest::welcome);
    private final Heard heard = new Heard();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        thread.shutdownNow();
    }

    private static void welcome(ServerWebSocket socket) {
        socket.writeTextMessage(WELCOME);
    }

    @Test
    void saysHelloWithTheTokenAndIsAttachedOnceWelcomed() {
        one.attaching(s -> {
            assertEquals("Bearer token", s.headers().get("Authorization"));
            assertEquals("/api/v1/session", s.uri());
            welcome(s);
        });
        session(one.entry(1)).open("token", HELLO);

        await().atMost(20, SECONDS).until(() -> heard.attached.size() == 1);
        await().atMost(20, SECONDS).until(() -> !one.messages.isEmpty());
        assertEquals(
                "{\"type\":\"hello\",\"version\":1,\"program\":\"test\",\"listen\":"
                        + "\"127.0.0.1:4000\",\"fingerprint\":\""
                        + "ab".repeat(32)
                        + "\",\"encryption\":\"on\"}",
                one.messages.getFirst());
    }

    @Test
    void aLostConnectionIsMadeAgainOnTheOtherTracker() {
        TrackerSession session = session(one.entry(1), two.entry(2));
        session.open("token", HELLO);
        await().atMost(20, SECONDS).until(() -> heard.attached.size() == 1);
        Entry first = heard.attached.getFirst();
        FakeTracker lost = first.number() == 1 ? one : two;

        lost.close();

        await().atMost(20, SECONDS).until(() -> heard.attached.size() == 2);
        assertEquals(3 - first.number(), heard.attached.get(1).number());
        assertEquals(1, heard.lost.size());
    }

    @Test
    void aTrackerThatGoesSilentIsGivenUp() {
        session(one.entry(1), two.entry(2)).open("token", HELLO);

        await().atMost(30, SECONDS).until(() -> heard.attached.size() >= 2);
        assertTrue(heard.lost.getFirst().contains("says nothing any more"), heard.lost.getFirst());
    }

    @Test
    void aTrackerThatAnswersPingsIsKept() {
        one.attaching(s -> {
            welcome(s);
            s.textMessageHandler(text -> {
                one.messages.add(text);
                if (text.equals("{\"type\":\"ping\"}")) {
                    s.writeTextMessage("{\"type\":\"pong\"}");
                }
            });
        });
        session(one.entry(1)).open("token", HELLO);

        await().atMost(40, SECONDS).until(() -> count(one, "ping") >= 6);
        assertEquals(1, one.sockets.size());
        assertTrue(heard.lost.isEmpty());
    }

    @Test
    void aGoodbyeMovesThePeerToTheOtherTracker() {
        TrackerSession session = session(one.entry(1), two.entry(2));
        session.open("token", HELLO);
        await().atMost(20, SECONDS).until(() -> heard.attached.size() == 1);
        int first = heard.attached.getFirst().number();

        (first == 1 ? one : two)
                .sockets
                .getFirst()
                .writeTextMessage("{\"type\":\"goodbye\",\"reason\":\"It is updated.\"}");

        await().atMost(20, SECONDS).until(() -> heard.attached.size() == 2);
        assertEquals(3 - first, heard.attached.get(1).number());
    }

    @Test
    void anEndedSessionIsNotOpenedAgain() {
        one.attaching(s -> {
            welcome(s);
            s.writeTextMessage(ended(TrackerMessage.Ended.TAKEN_OVER));
        });
        session(one.entry(1)).open("token", HELLO);

        await().atMost(20, SECONDS).until(() -> heard.ended.equals(List.of("Because.")));
        assertEquals(1, one.sockets.size());
    }

    /** Who has proved the key as well is waited for, and the user is told of it once. */
    @Test
    void aFingerprintThatIsTakenStillAfterANewProofIsAskedForWithPauses() {
        List<Long> asked = new CopyOnWriteArrayList<>();
        one.attaching(s -> {
            asked.add(System.nanoTime());
            s.writeTextMessage(ended(TrackerMessage.Ended.FINGERPRINT_TAKEN));
        });
        TrackerSession session = session(one.entry(1));
        session.open("token", HELLO);
        await().atMost(20, SECONDS).until(() -> heard.ended.equals(List.of("Because.")));
        assertTrue(heard.lost.isEmpty());

        session.open("renewed", HELLO);
        await().atMost(20, SECONDS).until(() -> asked.size() >= 5);
        assertEquals(List.of("Because."), heard.ended);
        assertEquals(List.of("Because."), heard.lost);
        for (int i = 2; i < asked.size(); i++) {
            long pause = Duration.ofNanos(asked.get(i) - asked.get(i - 1)).toMillis();
            assertTrue(pause >= 150, pause + " ms");
        }

        one.attaching(TrackerSessionTest::welcome);
        await().atMost(20, SECONDS).until(() -> heard.attached.size() == 1);
        one.sockets.getLast().writeTextMessage(ended(TrackerMessage.Ended.FINGERPRINT_TAKEN));
        await().atMost(20, SECONDS).until(() -> heard.ended.size() == 2);
        assertEquals(List.of("Because."), heard.lost);
    }

    private static String ended(String type) {
        return text(new TrackerMessage.Ended(type, "Because."));
    }

    @Test
    void aTokenThatIsRefusedEndsTheSession() {
        one.refusingUpgrades(401);
        session(one.entry(1)).open("token", HELLO);

        await().atMost(20, SECONDS).until(() -> heard.ended.size() == 1);
        assertEquals("The session is not valid any more; log in again.", heard.ended.getFirst());
        assertTrue(heard.attached.isEmpty());
    }

    @Test
    void aTrackerThatCannotTakeThePeerNowIsTriedAgain() {
        one.refusingUpgrades(503);
        session(one.entry(1)).open("token", HELLO);
        vertx.setTimer(300, _ -> one.refusingUpgrades(0));

        await().atMost(20, SECONDS).until(() -> heard.attached.size() == 1);
        assertTrue(heard.ended.isEmpty());
    }

    @Test
    void noMoreIsSentThanTheTrackerHasAcknowledged() {
        TrackerSession session = session(one.entry(1));
        session.open("token", HELLO);
        await().atMost(20, SECONDS).until(() -> heard.attached.size() == 1);

        for (int i = 0; i < 100; i++) {
            session.send(new PeerMessage.Unserve(List.of(), "number " + i));
        }
        await().atMost(20, SECONDS).until(() -> count(one, "unserve") == Messages.WINDOW - 1);
        await().atMost(20, SECONDS).until(() -> count(one, "ping") > 0);
        assertEquals(Messages.WINDOW - 1, count(one, "unserve"));

        one.sockets.getFirst().writeTextMessage("{\"type\":\"ack\",\"messages\":10}");
        await().atMost(20, SECONDS).until(() -> count(one, "unserve") == Messages.WINDOW + 9);
        one.sockets.getFirst().writeTextMessage("{\"type\":\"ack\",\"messages\":64}");
        await().atMost(20, SECONDS).until(() -> count(one, "unserve") == 100);
    }

    @Test
    void whatWasDealtWithIsAcknowledgedAndUnknownMessagesCountToo() {
        one.attaching(s -> {
            welcome(s);
            for (int i = 0; i < 40; i++) {
                s.writeTextMessage(text(new TrackerMessage.Keys(List.of())));
            }
            s.writeTextMessage("{\"type\":\"from-the-future\",\"more\":[1,2]}");
        });
        session(one.entry(1)).open("token", HELLO);

        await().atMost(20, SECONDS).until(() -> acknowledged() == 42);
        assertEquals(40, heard.messages.size());
        assertFalse(one.sockets.getFirst().isClosed());
    }

    private int acknowledged() {
        return one.messages.stream()
                .filter(m -> m.startsWith("{\"type\":\"ack\""))
                .mapToInt(m -> Integer.parseInt(m.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static long count(FakeTracker tracker, String type) {
        return tracker.messages.stream()
                .filter(m -> m.startsWith("{\"type\":\"" + type + "\""))
                .count();
    }

    private static String text(TrackerMessage message) {
        try {
            return Json.strict().writerFor(TrackerMessage.class).writeValueAsString(message);
        } catch (JacksonException e) {
            throw new AssertionError(e);
        }
    }

    private TrackerSession session(Entry... trackers) {
        var random = new SplittableRandom(1);
        var client =
                new TrackerClient(
                        vertx,
                        new TrackerList(List.of(trackers)),
                        TrackerTrust.ofTheMachine(),
                        random);
        return new TrackerSession(vertx, client, random, thread, heard, QUICK);
    }

    private static final class Heard implements SessionListener {
        final List<Entry> attached = new CopyOnWriteArrayList<>();
        final List<TrackerMessage> messages = new CopyOnWriteArrayList<>();
        final List<String> lost = new CopyOnWriteArrayList<>();
        final List<String> ended = new CopyOnWriteArrayList<>();

        @Override
        public void attached(Entry tracker, TrackerMessage.Welcome welcome) {
            attached.add(tracker);
        }

        @Override
        public void heard(TrackerMessage message) {
            messages.add(message);
        }

        @Override
        public void lost(String reason) {
            lost.add(reason);
        }

        @Override
        public void ended(String token, String reason) {
            ended.add(reason);
        }
    }
}
