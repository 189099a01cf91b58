package p2p.peer.tracker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.protocol.Json;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.LogIn;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.testkit.Ports;

class TrackerClientTest {

    /** A busy machine is no hung tracker. */
    private static final Timing PATIENT = timing(Duration.ofMinutes(1));

    private static final Timing IMPATIENT = timing(Duration.ofMillis(400));
    private static final String BUSY =
            "{\"type\":\"urn:p2p:problem:database-away\",\"title\":\"Database away\","
                    + "\"status\":503,\"detail\":\"Try again in some seconds.\"}";

    private static final String TOO_FAST =
            "{\"type\":\"urn:p2p:problem:too-fast\",\"title\":\"Too fast\","
                    + "\"status\":429,\"detail\":\"Go on in a second.\"}";

    private static final byte[] BODY = {'{', '}'};

    private final Vertx vertx = Vertx.vertx();
    private final FakeTracker one = new FakeTracker(vertx);
    private final FakeTracker two = new FakeTracker(vertx);

    private static Timing timing(Duration answer) {
        return new Timing(
                Duration.ofMinutes(1), answer, 3, Duration.ofMillis(10), Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aChangeIsSentWithTheTokenAndAKeyOfItsOwn() {
        TrackerClient client = client(one.entry(1));
        client.use("token-of-ann");
        one.answering(r -> FakeTracker.json(r, 201, "{}"));

        client.relay(HttpMethod.POST, RelayedPath.of("groups", null), BODY, null);
        client.relay(HttpMethod.POST, RelayedPath.of("groups", null), BODY, null);

        var first = one.requests.get(0);
        var second = one.requests.get(1);
        assertEquals("POST", first.method().name());
        assertEquals("/api/v1/groups", first.uri());
        assertEquals("Bearer token-of-ann", first.getHeader("Authorization"));
        assertEquals(36, first.getHeader("Idempotency-Key").length());
        assertNotEquals(first.getHeader("Idempotency-Key"), second.getHeader("Idempotency-Key"));
    }

    @Test
    void aRequestWithAVoidTokenIsSentOnceMoreWithAnother() {
        TrackerClient client = client(one.entry(1));
        client.use("void");
        client.renewBy(token -> {
            client.use(token + "-renewed");
            return true;
        });
        one.answering(r -> {
            if (r.getHeader("Authorization").equals("Bearer void-renewed")) {
                FakeTracker.json(r, 200, "[]");
            } else {
                FakeTracker.json(
                        r,
                        401,
                        "{\"type\":\"urn:p2p:problem:not-logged-in\",\"title\":\"Not logged in\","
                                + "\"status\":401,\"detail\":\"You are not logged in.\"}");
            }
        });

        assertEquals(List.of(), client.ownGroups());
        client.use("void");
        var path = RelayedPath.of("groups", null);
        assertEquals(200, client.relay(HttpMethod.POST, path, BODY, "a key").status());
        client.use("void for good");
        assertEquals(401, client.relay(HttpMethod.POST, path, BODY, "a key").status());

        assertEquals(
                List.of(
                        "Bearer void",
                        "Bearer void-renewed",
                        "Bearer void",
                        "Bearer void-renewed",
                        "Bearer void for good",
                        "Bearer void for good-renewed"),
                one.requests.stream().map(r -> r.getHeader("Authorization")).toList());
    }

    @Test
    void whoIsNotLoggedInIsToldSoWithoutAskingATracker() {
        Refused refused = assertThrows(Refused.class, () -> client(one.entry(1)).ownGroups());
        assertEquals("urn:p2p:problem:not-logged-in", refused.problem().type());
        assertEquals(401, refused.problem().status());
        assertEquals(0, one.requests.size());
    }

    @Test
    void aRefusalIsPassedOnAsItIs() {
        TrackerClient client = client(one.entry(1), two.entry(2));
        var taken =
                "{\"type\":\"urn:p2p:problem:name-taken\",\"title\":\"Name taken\","
                        + "\"status\":409,\"detail\":\"The name 'ann' is taken.\"}";
        one.answering(r -> FakeTracker.json(r, 409, taken));
        two.answering(r -> FakeTracker.json(r, 409, taken));

        Refused refused =
                assertThrows(
                        Refused.class,
                        () -> client.logIn(new LogIn("ann", "a password", null, false, null)));

        assertEquals("urn:p2p:problem:name-taken", refused.problem().type());
        assertEquals(409, refused.problem().status());
        assertEquals("The name 'ann' is taken.", refused.problem().detail());
        assertEquals(1, one.requests.size() + two.requests.size());
    }

    @Test
    void aDeadTrackerIsPassedOverAndTheOtherOneStaysPreferred() throws IOException {
        Entry dead = TrackerList.entry(1, "127.0.0.1:" + Ports.take());
        TrackerClient client = client(dead, two.entry(2));
        two.answering(r -> FakeTracker.json(r, 201, "{}"));

        for (int i = 0; i < 3; i++) {
            client.logIn(new LogIn("ann" + i, "a password", null, false, null));
        }

        assertEquals(3, two.requests.size());
        assertEquals(two.entry(2), client.choice().preferred());
    }

    @Test
    void aHungTrackerIsGivenUpAndTheChangeIsRepeatedUnderTheSameKey() {
        one.answering(_ -> {});
        two.answering(_ -> {});
        TrackerClient client = client(IMPATIENT, one.entry(1), two.entry(2));
        one.answering(r -> answerSecond(r, two));
        two.answering(r -> answerSecond(r, one));

        client.logIn(new LogIn("ann", "a password", null, false, null));

        Set<String> keys =
                Stream.of(one, two)
                        .flatMap(tracker -> tracker.requests.stream())
                        .map(request -> request.getHeader("Idempotency-Key"))
                        .collect(Collectors.toSet());
        assertEquals(1, keys.size());
        assertFalse(one.requests.isEmpty());
        assertFalse(two.requests.isEmpty());
    }

    @Test
    void whoeverWaitsWhileThePeerStopsIsToldSo() {
        Vertx own = Vertx.vertx();
        one.answering(_ -> {});
        var trackers = new TrackerList(List.of(one.entry(1)));
        var client =
                new TrackerClient(
                        own,
                        trackers,
                        TrackerTrust.ofTheMachine(),
                        new SplittableRandom(5),
                        PATIENT);
        client.use("token");
        var asking = CompletableFuture.supplyAsync(() -> client.ownGroups());
        await().until(() -> !one.requests.isEmpty());

        client.stop();
        own.close().toCompletionStage().toCompletableFuture().join();

        var ended = assertThrows(CompletionException.class, asking::join);
        Refused refused = assertInstanceOf(Refused.class, ended.getCause());
        assertEquals(Refusal.UNREACHABLE.type(), refused.problem().type());
        Refused later = assertThrows(Refused.class, () -> client.ownGroups());
        assertEquals(Refusal.UNREACHABLE.type(), later.problem().type());
    }

    private static void answerSecond(
            io.vertx.core.http.HttpServerRequest request, FakeTracker other) {
        if (!other.requests.isEmpty()) {
            FakeTracker.json(request, 201, "{}");
        }
    }

    @Test
    void aBusyTrackerIsTriedAgainUntilItIsNotAnyMore() {
        TrackerClient client = client(one.entry(1));
        one.answering(r -> FakeTracker.json(r, one.requests.size() < 3 ? 503 : 201, BUSY));

        client.logIn(new LogIn("ann", "a password", null, false, null));

        assertEquals(3, one.requests.size());
    }

    @Test
    void whoAsksTooFastAsksThatTrackerAgain() {
        TrackerClient client = client(one.entry(1), two.entry(2));
        one.answering(r -> FakeTracker.json(r, one.requests.size() < 3 ? 429 : 201, TOO_FAST));

        client.logIn(new LogIn("ann", "a password", null, false, null));

        assertEquals(3, one.requests.size());
        assertEquals(0, two.requests.size());

        one.answering(r -> FakeTracker.json(r, 429, TOO_FAST));
        Refused refused =
                assertThrows(
                        Refused.class,
                        () -> client.logIn(new LogIn("ann", "a password", null, false, null)));
        assertEquals("urn:p2p:problem:too-fast", refused.problem().type());
        assertEquals(6, one.requests.size());
        assertEquals(0, two.requests.size());
    }

    @Test
    void trackersThatStayBusySayWhy() {
        TrackerClient client = client(one.entry(1), two.entry(2));
        one.answering(r -> FakeTracker.json(r, 503, BUSY));
        two.answering(r -> FakeTracker.json(r, 503, BUSY));

        Refused refused =
                assertThrows(
                        Refused.class,
                        () -> client.logIn(new LogIn("ann", "a password", null, false, null)));

        assertEquals("urn:p2p:problem:database-away", refused.problem().type());
        assertEquals(3, one.requests.size());
        assertEquals(3, two.requests.size());
    }

    @Test
    void noTrackerAtAllIsUnreachable() throws IOException {
        int port = Ports.take();
        TrackerClient client = client(TrackerList.entry(1, "127.0.0.1:" + port));

        Refused refused =
                assertThrows(
                        Refused.class,
                        () -> client.logIn(new LogIn("ann", "a password", null, false, null)));

        assertEquals(Refusal.UNREACHABLE.type(), refused.problem().type());
        assertEquals(
                "The tracker at 127.0.0.1:" + port + " cannot be reached: Connection refused.",
                refused.problem().detail());
    }

    @Test
    void whatIsNoTrackerIsSaidToBeNone() {
        TrackerClient client = client(one.entry(1));
        one.answering(r -> r.response().setStatusCode(404).end("<html>nothing here</html>"));

        Refused refused =
                assertThrows(
                        Refused.class,
                        () -> client.logIn(new LogIn("ann", "a password", null, false, null)));

        assertEquals("urn:p2p:problem:bad-answer", refused.problem().type());
    }

    @Test
    void aListIsReadPageByPage() {
        TrackerClient client = client(one.entry(1));
        client.use("token");
        one.answering(r ->
                FakeTracker.json(
                        r,
                        200,
                        r.getParam("after") == null
                                ? page("films", "\"films\"")
                                : page("songs", "null")));

        assertEquals(List.of(file("films"), file("songs")), client.files("films", null));
        assertNull(one.requests.get(0).getParam("after"));
        assertEquals("films", one.requests.get(1).getParam("after"));
    }

    private static FileInfo file(String name) {
        FileId id = new FileId("ab".repeat(FileId.LENGTH));
        HashAlgorithm algorithm = HashAlgorithm.SHA_256;
        return new FileInfo(
                "films", name, id, 2, "ann", Instant.EPOCH, 0, 0, algorithm, "cd", null, 1);
    }

    private static String page(String file, String next) {
        ObjectNode item = Json.strict().valueToTree(file(file));
        return "{\"items\":[" + item.put("new", 1) + "],\"next\":" + next + "}";
    }

    @Test
    void whatIsRelayedComesBackAsItIs() {
        TrackerClient client = client(one.entry(1));
        client.use("token");
        String taken =
                "{\"type\":\"urn:p2p:problem:name-taken\",\"title\":\"Name taken\","
                        + "\"status\":409,\"detail\":\"It is taken.\",\"new\":1}";
        one.answering(r -> FakeTracker.json(r, r.method() == HttpMethod.GET ? 200 : 409, taken));

        TrackerAnswer list =
                client.relay(HttpMethod.GET, RelayedPath.of("groups", "match=a%20b"), null, null);
        TrackerAnswer refused =
                client.relay(
                        HttpMethod.POST, RelayedPath.of("groups", null), BODY, "a-key-of-mine");

        assertEquals(200, list.status());
        assertEquals("application/json", list.type());
        assertEquals("/api/v1/groups?match=a%20b", one.requests.getFirst().uri());
        assertEquals("Bearer token", one.requests.getFirst().getHeader("Authorization"));
        assertNull(one.requests.getFirst().getHeader("Idempotency-Key"));
        assertEquals(409, refused.status());
        assertEquals(taken, new String(refused.body(), StandardCharsets.UTF_8));
        assertEquals("a-key-of-mine", one.requests.getLast().getHeader("Idempotency-Key"));
    }

    @Test
    void onlyAnAccountIsMadeWithoutALogIn() {
        TrackerClient client = client(one.entry(1));
        client.relay(HttpMethod.POST, RelayedPath.of("accounts", null), BODY, null);
        assertNull(one.requests.getFirst().getHeader("Authorization"));

        RelayedPath groups = RelayedPath.of("groups", null);
        Refused refused =
                assertThrows(Refused.class, () -> client.relay(HttpMethod.GET, groups, null, null));
        assertEquals("urn:p2p:problem:not-logged-in", refused.problem().type());
        assertEquals(1, one.requests.size());
    }

    @Test
    void whatThePeerDoesItselfIsNotRelayed() {
        TrackerClient client = client(one.entry(1));
        client.use("token");
        for (String path :
                List.of(
                        "sessions",
                        "sessions/current",
                        "%73essions/current",
                        "accounts/me",
                        "groups/films/shares",
                        "groups/films/downloads")) {
            for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.DELETE)) {
                Refused refused =
                        assertThrows(
                                Refused.class,
                                () -> client.relay(method, RelayedPath.of(path, null), BODY, null),
                                path);
                assertEquals("urn:p2p:problem:not-relayed", refused.problem().type());
            }
        }
        assertEquals(0, one.requests.size());
    }

    @Test
    void whatIsNoTrackersAnswerIsNotRelayed() {
        TrackerClient client = client(one.entry(1));
        client.use("token");
        one.answering(r -> r.response().setStatusCode(404).end("<html>nothing here</html>"));
        RelayedPath groups = RelayedPath.of("groups", null);
        Refused refused =
                assertThrows(Refused.class, () -> client.relay(HttpMethod.GET, groups, null, null));
        assertEquals("urn:p2p:problem:bad-answer", refused.problem().type());
        assertEquals(404, refused.problem().status());

        for (int status : List.of(200, 302)) {
            one.answering(r ->
                    r.response().setStatusCode(status).end("<html>log in to the network</html>"));
            refused =
                    assertThrows(
                            Refused.class, () -> client.relay(HttpMethod.GET, groups, null, null));
            assertEquals("urn:p2p:problem:bad-answer", refused.problem().type());
            assertEquals(502, refused.problem().status());
        }
    }

    @Test
    void namesAreEncodedInAddresses() {
        TrackerClient client = client(one.entry(1));
        client.use("token");

        client.stopShare("films", "a b/ü?&+.mkv");

        assertEquals("a b/ü?&+.mkv", one.requests.getFirst().getParam("file"));
        assertEquals(
                "/api/v1/groups/films/shares?file=a%20b%2F%C3%BC%3F%26%2B.mkv",
                one.requests.getFirst().uri());
    }

    @Test
    void peersSpreadOverTheTrackers() {
        var trackers = new TrackerList(List.of(one.entry(1), two.entry(2)));
        RandomGenerator random = new SplittableRandom(4);
        long first = 0;
        for (int i = 0; i < 1000; i++) {
            if (new TrackerChoice(trackers, random).preferred().number() == 1) {
                first++;
            }
        }
        assertTrue(first > 400 && first < 600, "seed 4 chose the first " + first + " times");
    }

    private TrackerClient client(Entry... trackers) {
        return client(PATIENT, trackers);
    }

    private TrackerClient client(Timing timing, Entry... trackers) {
        return new TrackerClient(
                vertx,
                new TrackerList(List.of(trackers)),
                TrackerTrust.ofTheMachine(),
                new SplittableRandom(1),
                timing);
    }
}
