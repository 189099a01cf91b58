package p2p.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.testkit.Ports;
import p2p.testkit.Ran;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.Tracker;
import p2p.testkit.TrackersPostgres;
import p2p.tracker.postgres.PostgresForTests;

class TrackerProcessIT {

    @TempDir Path folder;

    @AfterEach
    void killWhatIsLeft() {
        new TrackersPostgres(folder).kill9();
    }

    @Test
    void saysWhatItIs() throws IOException {
        try (var refused = run(Map.of(), "nothing.txt", "1")) {
            assertEquals(2, refused.awaitExit());
            assertEquals("There is no file nothing.txt.\n", refused.errors());
            assertEquals("", refused.output());
        }
        try (var help = run(Map.of(), "--help");
                var version = run(Map.of(), "--version")) {
            assertEquals(0, help.awaitExit());
            assertTrue(help.output().startsWith("Usage: tracker TRACKER_INFO NUMBER"));
            assertEquals(0, version.awaitExit());
            assertTrue(version.output().matches("p2p tracker \\d+\\.\\d+\\.\\d+\\S*\n"));
        }
    }

    @Test
    void whoIsAtTheMachineMakesTheDatabaseAndAdministratorsAndIsToldTheIdentity() throws Exception {
        String second = Files.readAllLines(Tracker.list(folder, 2)).get(1);
        String nothing = "There is no tracker's data in .*/data; say where it is.*";
        assertAdmin(1, nothing, "list");
        assertIdentity(1, nothing);
        assertFalse(Files.exists(folder.resolve("data")));
        prepare();
        Path made = folder.resolve("data/postgres/password");
        String password = Files.readString(made);
        prepare();
        assertAdmin(1, "No tracker of this version has run on this database yet.*", "list");
        assertIdentity(1, "No tracker of this version has run on this database yet.*");
        String line = second + " [0-9a-f]{64}\n";
        try (var tracker = runHearingCtrlC().awaitReady()) {
            assertEquals(password, Files.readString(made));
            RestAssured.given()
                    .contentType(ContentType.JSON)
                    .body(Map.of("name", "Ann", "password", "long enough"))
                    .post(tracker.url() + "/api/v1/accounts")
                    .then()
                    .statusCode(201);
            try (var granted = run(Map.of(), "admin", "grant", "ann", "--data", "data")) {
                assertEquals(0, granted.awaitExit(), granted::errors);
                assertEquals("Ann is an administrator now.\n", granted.output());
            }
            assertAdmin(0, "Ann\n", "list");
            assertIdentity(0, line);
            tracker.signal("INT");
            assertEndedInOrder(tracker, 130);
        }
        assertIdentity(0, line);
        assertAdmin(1, "There is no account 'bob'.*", "grant", "bob");
        assertAdmin(0, "Ann is no administrator \\(any more\\)\\.\n", "revoke", "Ann");
        assertAdmin(0, "", "list");
        try (var none = run(Map.of(), "admin", "grant", "bob", "--data", "data")) {
            assertEquals(1, none.awaitExit());
            assertTrue(none.errors().startsWith("There is no account 'bob'"), none.errors());
        }
    }

    private void prepare() throws IOException {
        try (var made = run(Map.of(), "prepare", "--data", "data")) {
            assertEquals(0, made.awaitExit(), made::errors);
        }
    }

    private void assertIdentity(int code, String said) {
        assertRan(code, said, folder.resolve("tracker_info.txt").toString(), "2", "identity");
    }

    private void assertAdmin(int code, String said, String... words) {
        assertRan(
                code,
                said,
                Stream.concat(Stream.of("admin"), Stream.of(words)).toArray(String[]::new));
    }

    private void assertRan(int code, String said, String... words) {
        var all = Stream.of("--data", folder.resolve("data").toString());
        Ran ran =
                TrackerCommands.run(
                        Map.of(), Stream.concat(Stream.of(words), all).toArray(String[]::new));
        assertEquals(code, ran.exitCode(), ran::err);
        String text = code == 0 ? ran.out() : ran.err();
        assertTrue(text.matches("(?s)" + said), text);
    }

    @Test
    void itsOperatorIsAnsweredOnThisMachineWhereItWasAskedFor() throws Exception {
        Tracker.list(folder, 1);
        try (var tracker = runOne().awaitReady()) {
            assertTrue(tracker.figures().contains("\np2p_sessions "));
            int port = URI.create(tracker.operator()).getPort();
            for (InetAddress other : otherAddresses()) {
                assertThrows(ConnectException.class, () -> new Socket(other, port).close());
            }
            assertFails(
                    "The tracker cannot listen at 127.0.0.1:" + port + ": Address already in use.",
                    Map.of(
                            "P2P_OPERATOR_PORT", String.valueOf(port),
                            "QUARKUS_HTTP_PORT", String.valueOf(Ports.take())));
            tracker.type("quiet");
            tracker.type("quit");
            assertEndedInOrder(tracker, 0);
        }
    }

    /** Those of this machine that are not its loopback ones. */
    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    @Test
    void usesTheDatabaseThatItIsTold() throws Exception {
        Tracker.list(folder, 1);
        ScratchDatabase access = PostgresForTests.freshDatabase();
        var environment =
                Map.of(
                        "P2P_DB_URL", access.url().replaceFirst("^jdbc:", ""),
                        "P2P_DB_USER", access.user(),
                        "P2P_DB_PASSWORD", access.password(),
                        "P2P_OPERATOR_PORT", "");
        try (var tracker =
                run(environment, "tracker_info.txt", "1", "--data", "data").awaitReady()) {
            assertEquals(200, tracker.get("/q/health/ready").statusCode());
            assertEquals(404, tracker.get("/q/metrics").statusCode());
            assertThrows(ConnectException.class, tracker::figures);
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
        }
        assertFalse(Files.exists(folder.resolve("data")));
        assertEquals(List.of("0"), access.rows("SELECT count(*) FROM account"));
    }

    private void assertFails(String sentence, Map<String, String> environment) throws IOException {
        try (var tracker = run(environment, "tracker_info.txt", "1", "--data", "data")) {
            assertEquals(1, tracker.awaitExit());
            assertEquals(sentence + "\n", tracker.errors());
            assertEquals("", tracker.output());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quit", "TERM"})
    void answersTheRequestsUnderWayBeforeItEnds(String how) throws Exception {
        Tracker.list(folder, 1);
        try (var tracker = runElsewhere(Map.of()).awaitReady();
                var slow = connect(tracker)) {
            String body = "{\"name\": \"ann\", \"password\": \"a password\"}";
            say(
                    slow,
                    "POST /api/v1/accounts HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                            + "Content-Type: application/json\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n");
            var answer =
                    new BufferedReader(
                            new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("HTTP/1.1 100 Continue", answer.readLine());
            assertEquals("HTTP/1.1 200 OK", health(tracker));
            if (how.equals("quit")) {
                tracker.type("quit");
            } else {
                tracker.signal("TERM");
            }
            await().atMost(60, SECONDS)
                    .until(() -> health(tracker).equals("HTTP/1.1 503 Service Unavailable"));
            say(slow, body);
            assertEquals("", answer.readLine());
            assertEquals("HTTP/1.1 201 Created", answer.readLine());
            assertEquals(how.equals("quit") ? 0 : 143, tracker.awaitExit());
            String said = tracker.errors();
            assertTrue(said.contains("audit account-created user=ann\n"), said);
            assertFalse(said.contains(" ERROR ") || said.contains("\tat "), said);
        }
    }

    @Test
    void endsInOrderAtASignalAlthoughAPeerHasHungButNotAtTheEndOfItsInput() throws Exception {
        Tracker.list(folder, 1);
        try (var tracker = runOne().awaitReady();
                var hung = connect(tracker)) {
            String person = "{\"name\": \"ann\", \"password\": \"a password\"}";
            post(tracker, "accounts", person);
            JsonNode session = new ObjectMapper().readTree(post(tracker, "sessions", person));
            say(
                    hung,
                    "GET /api/v1/session HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                            + session.get("token").asText()
                            + "\r\n\r\n");
            var answer =
                    new BufferedReader(
                            new InputStreamReader(hung.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("HTTP/1.1 101 Switching Protocols", answer.readLine());
            tracker.endInput();
            assertEquals(200, tracker.get("/q/health/ready").statusCode());
            assertFalse(new TrackersPostgres(folder).processes().isEmpty());
            tracker.signal("TERM");
            assertEndedInOrder(tracker, 143);
        }
    }

    private static String post(Tracker tracker, String what, String body)
            throws IOException, InterruptedException {
        URI address = URI.create(tracker.url() + "/api/v1/" + what);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(address)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static Socket connect(Tracker tracker) throws IOException {
        URI address = URI.create(tracker.url());
        return new Socket(address.getHost(), address.getPort());
    }

    /** Asked without a client, which on a busy machine takes longer than the tracker waits. */
    private static String health(Tracker tracker) throws IOException {
        try (var socket = connect(tracker)) {
            say(socket, "GET /q/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            return String.valueOf(new BufferedReader(answer).readLine());
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Tracker runOne() throws IOException {
        return run(Map.of(), "tracker_info.txt", "1", "tracker_info.txt", "--data=data");
    }

    /** On a database that is there already. */
    private Tracker runElsewhere(Map<String, String> settings) throws IOException {
        var environment = new HashMap<>(PostgresForTests.freshDatabase().environment());
        environment.putAll(settings);
        return run(environment, "tracker_info.txt", "1");
    }

    /** What a shell runs in the background ignores Ctrl-C, and so do these tests when they are. */
    private Tracker runHearingCtrlC() throws IOException {
        return Tracker.run(
                folder,
                List.of("env", "--default-signal=INT"),
                Map.of(),
                "tracker_info.txt",
                "1",
                "--data=data");
    }

    private void assertEndedInOrder(Tracker tracker, int exit) {
        assertEquals(exit, tracker.awaitExit());
        assertEquals(List.of(), new TrackersPostgres(folder).processes());
        assertEquals(
                List.of(),
                tracker.errors().lines().filter(line -> !line.contains(" audit ")).toList());
    }

    @Test
    void logsInJson() throws Exception {
        Tracker.list(folder, 1);
        try (var tracker = runElsewhere(Map.of("P2P_LOG", "json"))) {
            await().atMost(120, SECONDS).until(() -> tracker.errors().contains(" is ready at "));
            for (String line : tracker.errors().lines().toList()) {
                assertTrue(new ObjectMapper().readTree(line).hasNonNull("message"), line);
            }
            assertEquals("", tracker.output());
        }
    }

    private Tracker run(Map<String, String> environment, String... arguments) throws IOException {
        return Tracker.run(folder, environment, arguments);
    }
}
