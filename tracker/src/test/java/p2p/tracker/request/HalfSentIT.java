package p2p.tracker.request;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.testkit.Patience;
import p2p.tracker.GuardedTracker;
import p2p.tracker.RawConnection;

/** Requests that never end, or are none. */
@ExtendWith(GuardedTracker.class)
class HalfSentIT {

    private static final String TRACKERS = "GET /api/v1/trackers HTTP/1.1\r\nHost: tracker\r\n";
    private static final String ACCOUNTS =
            "POST /api/v1/accounts HTTP/1.1\r\nHost: tracker\r\n"
                    + "Content-Type: application/json\r\n";
    private static final String HALF_A_BODY = "Content-Length: 100\r\n\r\n{\"name\":";
    private static final String CHUNK = "10000\r\n" + "x".repeat(64 << 10) + "\r\n";
    private static final int CHUNKS_OF_200_MIB = 3200;

    /** Twice the longest manifest's 48 MiB: what is under way counts, too. */
    private static final int CHUNKS_OF_96_MIB = 1536;

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRACKERS,
                "GET /api/v1/trackers",
                ACCOUNTS + HALF_A_BODY,
                ACCOUNTS + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"name\":\r\n",
            })
    void whatIsNotSentToItsEndIsRefusedInTime(String half) throws IOException {
        try (var connection = RawConnection.open()) {
            assertRefused(connection.say(half).rest(), 408, "too-slow");
        }
    }

    @Test
    void whatFollowsAnAnswerIsRefusedInTimeAsWell() throws IOException {
        try (var connection = RawConnection.open()) {
            String answer = connection.say(TRACKERS + "\r\n").head();
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertRefused(connection.say(TRACKERS).rest(), 408, "too-slow");
        }
    }

    @Test
    void whoSaysNothingIsHungUpOn() throws IOException {
        try (var connection = RawConnection.open()) {
            assertEquals("", connection.rest());
        }
    }

    @Test
    void aHeadByteByByteHasNoMoreTime() throws IOException {
        try (var connection = RawConnection.open()) {
            connection.say(TRACKERS + "X: ");
            assertTrue(
                    Patience.await(
                            Duration.ofMinutes(1), () -> connection.sayUntilHungUp("x", 1) == 0));
        }
    }

    @Test
    void anAddressHasSoManyConnectionsWithoutAWholeRequestAndOthersHaveTheirs() throws Exception {
        var connections = new ArrayList<RawConnection>();
        int more = 20;
        try {
            for (int i = 0; i < GuardedTracker.UNFINISHED + more; i++) {
                var connection = RawConnection.open(RestAssured.baseURI, "127.0.0.3");
                connections.add(connection);
                connection.sayUntilHungUp(ACCOUNTS + HALF_A_BODY, 1);
            }
            try (var other = RawConnection.open(RestAssured.baseURI, "127.0.0.4")) {
                String answer = other.say(TRACKERS + "\r\n").head();
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            }
            int hungUpOn = 0;
            for (RawConnection connection : connections) {
                hungUpOn += connection.rest().isEmpty() ? 1 : 0;
            }
            assertTrue(hungUpOn > 0 && hungUpOn <= more, hungUpOn + " were hung up on");
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
        given().get("/api/v1/trackers").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/accounts",
                "POST /api/v1/sessions",
                "PUT /api/v1/accounts/me/password",
                "GET /api/v1/trackers",
                "POST /api/v1/nothing/here",
                "POST /nothing"
            })
    void aBodyWithoutEndIsRefusedAtItsBound(String what) throws IOException {
        try (var connection = RawConnection.open()) {
            connection.say(
                    what
                            + " HTTP/1.1\r\nHost: tracker\r\nTransfer-Encoding: chunked\r\n"
                            + "Content-Type: application/json\r\n\r\n");
            int said = connection.sayUntilHungUp(CHUNK, CHUNKS_OF_200_MIB);
            assertTrue(said < CHUNKS_OF_200_MIB / 10, said + " chunks were taken");
            connection.rest();
        }
    }

    @Test
    void aManifestWithoutEndIsRefusedAtItsBound() throws IOException {
        try (var connection = RawConnection.open()) {
            connection.say(
                    "POST /api/v1/groups/g/shares HTTP/1.1\r\nHost: tracker\r\n"
                            + "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n");
            int said = connection.sayUntilHungUp(CHUNK, CHUNKS_OF_200_MIB);
            assertTrue(said < CHUNKS_OF_96_MIB, said + " chunks were taken");
        }
    }

    @Test
    void theRefusalOfABodyWithoutEndIsHeard() throws IOException {
        try (var connection = RawConnection.open()) {
            connection.say(ACCOUNTS + "Transfer-Encoding: chunked\r\n\r\n" + CHUNK + CHUNK);
            assertRefused(connection.rest(), 413, "too-large");
        }
    }

    @Test
    void whatIsNoRequestIsRefusedWithASentence() throws IOException {
        assertRefused(said("hello\r\n\r\n"), 400, "bad-request");
        assertRefused(said("GET / HTTP/1.1\r\nHost: x\r\n no header\r\n\r\n"), 400, "bad-request");
        assertRefused(
                said(ACCOUNTS + "Transfer-Encoding: chunked\r\n\r\nno number\r\n"),
                400,
                "bad-request");
        assertRefused(
                said("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
                414,
                "address-too-long");
        assertRefused(
                said(TRACKERS + "X: " + "x".repeat(30_000) + "\r\n\r\n"), 431, "headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/groups/<b> HTTP/1.1",
                "GET /api/v1/groups/a|b HTTP/1.1",
                "GET /api/v1/groups/{a} HTTP/1.1",
                "GET /api/v1/groups/%zz HTTP/1.1",
                "GET /api/v1/groups?match=% HTTP/1.1",
                "GET * HTTP/1.1",
                "GET ftp://tracker/ HTTP/1.1",
                "CONNECT tracker:80 HTTP/1.1",
                "GET /api/v1/time HTTP/2.0",
            })
    void anAddressThatIsNoneIsRefusedWithASentence(String line) throws IOException {
        assertRefused(said(line + "\r\nHost: tracker\r\n\r\n"), 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/time", "http://tracker/api/v1/time", "//tracker/"})
    void anAddressIsAnswered(String address) throws IOException {
        try (var connection = RawConnection.open()) {
            String answer =
                    connection.say("GET " + address + " HTTP/1.1\r\nHost: tracker\r\n\r\n").head();
            assertFalse(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws IOException {
        assertRefused(said("GET /api/v1/trackers HTTP/1.1\r\n\r\n"), 400, "bad-request");
        assertRefused(said("GET / HTTP/1.1\r\n\r\n"), 400, "bad-request");
        for (String host : List.of("", "a b", "a:99999999", "a\r\nHost: b")) {
            String request = "GET /api/v1/trackers HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            assertRefused(said(request), 400, "bad-request");
        }
        assertFalse(GuardedTracker.errors().contains("Exception"), GuardedTracker.errors());
    }

    @Test
    void beforeHttp11ARequestNeedsNone() throws IOException {
        for (String path : List.of("/api/v1/trackers", "/q/health/ready")) {
            String answer = said("GET " + path + " HTTP/1.0\r\n\r\n");
            assertTrue(answer.matches("(?s)HTTP/1.[01] 200 .*"), answer);
        }
        String answer = said("GET / HTTP/1.0\r\n\r\n");
        assertTrue(answer.matches("(?s)HTTP/1.[01] 404 .*"), answer);
        assertFalse(GuardedTracker.errors().contains("Exception"), GuardedTracker.errors());
    }

    private static String said(String text) throws IOException {
        try (var connection = RawConnection.open()) {
            return connection.say(text).rest();
        }
    }

    private static void assertRefused(String answers, int status, String type) {
        String answer = answers.substring(Math.max(0, answers.lastIndexOf("HTTP/1.1 ")));
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answers);
        assertTrue(answer.contains("application/problem+json"), answers);
        assertTrue(answer.contains("\"urn:p2p:problem:" + type + "\""), answers);
    }
}
