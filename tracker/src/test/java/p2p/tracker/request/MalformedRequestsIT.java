package p2p.tracker.request;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.tracker.RunningTracker;

@ExtendWith(RunningTracker.class)
class MalformedRequestsIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"name\":\"x\"",
                "{\"name\":\"x\",\"password\":\"12345678\",\"admin\":true}",
                "{\"name\":5,\"password\":\"12345678\"}",
                "{\"name\":true,\"password\":\"12345678\"}",
                "{\"name\":{\"a\":1},\"password\":\"12345678\"}",
                "{\"name\":[\"x\"],\"password\":\"12345678\"}",
                "{\"name\":\"x\",\"name\":\"y\",\"password\":\"12345678\"}",
                "{\"name\":\"x\u0001\",\"password\":\"12345678\"}",
                "{\"name\":\"x\",\"password\":\"12345678\"} {}",
                "name=x&password=12345678",
            })
    void aBodyThatIsNotTheExpectedJsonIsRefused(String body) {
        refused(nobody().body(body).post("/api/v1/accounts").then(), 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"password\":\"12345678\",\"takeover\":\"yes\"}",
                "{\"name\":\"x\",\"password\":\"12345678\",\"takeover\":1}",
                "{\"name\":\"x\",\"password\":\"12345678\",\"listen\":\"no port\"}",
                "{\"name\":\"x\",\"password\":\"12345678\",\"listen\":{\"host\":\"a\"}}",
                "{\"name\":\"x\",\"password\":\"12345678\",\"listen\":\"0.0.0.0:7000\"}",
                "{\"name\":\"x\",\"password\":\"12345678\",\"listen\":\"127.0.0.1:0\"}",
                "{\"name\":\"x\"}",
                "{}",
            })
    void aLogInThatIsNotOneIsRefused(String body) {
        refused(nobody().body(body).post("/api/v1/sessions").then(), 400, "bad-request");
    }

    @Test
    void nothingOfABadBodyIsEchoedButCleanNamesOfFields() {
        nobody().body("{\"<b>field\\u0007</b>\":\"<i>value</i>\"}")
                .post("/api/v1/accounts")
                .then()
                .statusCode(400)
                .body("detail", containsString("'?b?field???b?'"))
                .body("detail", not(containsString("value")));
    }

    @Test
    void deepNestingIsRefused() {
        refused(
                nobody().body("[".repeat(2_000)).post("/api/v1/accounts").then(),
                400,
                "bad-request");
    }

    @Test
    void aBodyOverTheBoundIsRefusedByItsAnnouncedLength() {
        String body = "{\"name\":\"" + "x".repeat(64 << 10) + "\"}";
        refused(nobody().body(body).post("/api/v1/accounts").then(), 413, "too-large");
    }

    @Test
    void aBodyInChunksIsRefusedOnceItIsOverTheBound() throws IOException {
        URI tracker = URI.create(RestAssured.baseURI);
        try (var socket = new Socket(tracker.getHost(), tracker.getPort())) {
            var out = socket.getOutputStream();
            out.write(
                    ("POST /api/v1/accounts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                                    + "Content-Type: application/json\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write("9\r\n{\"name\":\"\r\n".getBytes(StandardCharsets.US_ASCII));
            String piece = "x".repeat(16 << 10);
            for (int i = 0; i < 5; i++) {
                out.write("4000\r\n%s\r\n".formatted(piece).getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertTrue(new String(answer, StandardCharsets.US_ASCII).endsWith(" 413"));
        }
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        refused(
                given().contentType(ContentType.XML).body("<a/>").post("/api/v1/accounts").then(),
                415,
                "wrong-media-type");
    }

    @Test
    void anAnswerThatIsNotJsonIsNotToBeHad() {
        refused(
                loggedIn("ann").asks().accept(ContentType.XML).get("/api/v1/groups").then(),
                406,
                "not-acceptable");
    }

    @Test
    void anUnknownPathIsRefused() {
        refused(nobody().get("/api/v1/nothing/here").then(), 404, "not-found");
        refused(nobody().get("/nothing").then(), 404, "not-found");
    }

    @Test
    void aWrongMethodIsRefused() {
        refused(nobody().patch("/api/v1/accounts").then(), 405, "wrong-method");
        refused(nobody().get("/api/v1/accounts").then(), 405, "wrong-method");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "limit=-1",
                "limit=x",
                "limit=99999999999",
                "match=%00",
                "match=%25x%27",
                "after=%0a",
                "after=%F0%9F%98%80"
            })
    void badParametersAreRefused(String query) {
        refused(
                loggedIn("ann")
                        .asks()
                        .urlEncodingEnabled(false)
                        .get("/api/v1/groups?" + query)
                        .then(),
                400,
                "bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%2e%2e%2fx", "a%20b", "%F0%9F%98%80", "%0d%0aX:y", "a%27--"})
    void aNameInThePathThatNoGroupCanHaveIsNotFound(String name) {
        refused(
                loggedIn("ann")
                        .asks()
                        .urlEncodingEnabled(false)
                        .get("/api/v1/groups/" + name)
                        .then(),
                404,
                "no-such-group");
    }
}
