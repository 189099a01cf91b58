package p2p.tracker.account;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.RandomPassword;
import p2p.testkit.Patience;
import p2p.tracker.GuardedTracker;
import p2p.tracker.RawConnection;

/** Whoever would have the tracker compute without end. */
@ExtendWith(GuardedTracker.class)
class PasswordFloodIT {

    private static final Pattern COMPUTATIONS =
            Pattern.compile("\\np2p_password_computations_total ([0-9.]+)");
    private static final Pattern REFUSED =
            Pattern.compile(
                    "^HTTP/1.1 429 .*\r\nRetry-After: 5\r\n",
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final int ATTACKERS = 160;

    @Test
    void whatIsSentAgainIsAnsweredWithoutAComputation() throws Exception {
        String creation = json(freshName("ann"), PASSWORD);
        String key = "Idempotency-Key: " + freshName("a-key-of-many-letters") + "\r\n";
        assertEquals(201, post("127.0.0.1", "accounts", creation, key));
        String logInKey = "Idempotency-Key: " + freshName("another-key-of-many") + "\r\n";
        String logIn = json(account("bob"), PASSWORD);
        assertEquals(201, post("127.0.0.1", "sessions", logIn, logInKey));
        double before = computations();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < ATTACKERS / 2; i++) {
                answers.add(threads.submit(() -> post("127.0.0.1", "accounts", creation, key)));
                answers.add(threads.submit(() -> post("127.0.0.1", "sessions", logIn, logInKey)));
            }
            for (Future<Integer> answer : answers) {
                // Without a computation there may still be no connection to the database free.
                assertTrue(Set.of(201, 503).contains(answer.get()), "" + answer.get());
            }
        }
        assertEquals(before, computations());
    }

    @Test
    void whatAProgramHasDrawnCostsNoComputationAndAGuessAtItCostsOne() throws IOException {
        String drawn = RandomPassword.make(new SecureRandom());
        String ann = freshName("ann");
        double before = computations();
        nobody().body(Map.of("name", ann, "password", drawn))
                .post("/api/v1/accounts")
                .then()
                .statusCode(201);
        SessionsIT.tryLogIn(ann, drawn).statusCode(201);
        assertEquals(before, computations());
        String other = RandomPassword.make(new SecureRandom());
        refused(SessionsIT.tryLogIn(ann, other), 401, "wrong-credentials");
        assertEquals(before + 1, computations());
        refused(SessionsIT.tryLogIn(freshName("nobody"), other), 401, "wrong-credentials");
        assertEquals(before + 2, computations());
    }

    @Test
    void whoAsksForMuchWaitsBehindHimselfAlone() throws Exception {
        String ann = account("ann");
        var refused = new AtomicInteger();
        var created = new AtomicInteger();
        var flood = new ArrayList<RawConnection>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < ATTACKERS; i++) {
                var attacker = RawConnection.open();
                flood.add(attacker);
                attacker.say(request("accounts", json(freshName("flood"), PASSWORD), ""));
                threads.submit(() -> {
                    String answer = attacker.head();
                    if (REFUSED.matcher(answer).find()) {
                        refused.incrementAndGet();
                    } else if (answer.startsWith("HTTP/1.1 201 ")) {
                        created.incrementAndGet();
                    }
                    return answer;
                });
            }
            assertTrue(Patience.await(Duration.ofMinutes(2), () -> refused.get() >= 64));
            int before = created.get();
            assertEquals(201, post("127.0.0.2", "sessions", json(ann, PASSWORD), ""));
            int meanwhile = created.get() - before;
            assertTrue(meanwhile <= 16, () -> meanwhile + " others came first");
            close(flood);
        }
        nobody().body(Map.of("name", freshName("later"), "password", PASSWORD))
                .post("/api/v1/accounts")
                .then()
                .statusCode(201);
    }

    private static void close(List<RawConnection> connections) throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private static double computations() throws IOException {
        String metrics =
                given().get(GuardedTracker.operator() + "/q/metrics")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        Matcher found = COMPUTATIONS.matcher(metrics);
        assertTrue(found.find(), metrics);
        return Double.parseDouble(found.group(1));
    }

    private static String json(String name, String password) {
        return "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    private static int post(String from, String path, String body, String header)
            throws IOException {
        try (var connection = RawConnection.open(RestAssured.baseURI, from)) {
            String head = connection.say(request(path, body, header)).head();
            return Integer.parseInt(head.substring(9, 12));
        }
    }

    private static String request(String path, String body, String header) {
        return ("POST /api/v1/%s HTTP/1.1\r\nHost: tracker\r\n%s"
                        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
                .formatted(path, header, body.length(), body);
    }
}
