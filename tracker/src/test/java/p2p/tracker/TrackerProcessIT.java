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
import java.net.ServerSocket;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.testkit.Ports;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    tracker_info.txt           | Name the file of the trackers and the number of this one.
                    tracker_info.txt one       | 'one' is not the number of a tracker.
                    tracker_info.txt 1 --data  | --data needs a folder.
                    tracker_info.txt 1 --port  | There is no option --port.
                    tracker_info.txt 1 2       | Name the file of the trackers and the number of this one.
                    tracker_info.txt 3         | tracker_info.txt has no tracker 3; it names 2.
                    tracker_info.txt 0         | tracker_info.txt has no tracker 0; it names 2.
                    nothing.txt 1              | There is no file nothing.txt.
                    bad.txt 1                  | Line 2 of bad.txt is wrong: 'nonsense' is not of the form ADDRESS:PORT.
                    """)
    void refusesWhatItCannotMean(String arguments, String sentence) throws IOException {
        Tracker.list(folder, 2);
        Files.writeString(folder.resolve("bad.txt"), "# trackers\nnonsense\n");
        try (var tracker = run(Map.of(), arguments.split(" +"))) {
            assertEquals(2, tracker.awaitExit());
            assertEquals(sentence, tracker.errors().lines().findFirst().orElse(""));
            assertEquals("", tracker.output());
        }
    }

    @Test
    void saysWhatItIs() throws IOException {
        try (var help = run(Map.of(), "--help");
                var version = run(Map.of(), "--version")) {
            assertEquals(0, help.awaitExit());
            assertTrue(help.output().startsWith("Usage: tracker TRACKER_INFO NUMBER"));
            assertEquals(0, version.awaitExit());
            assertTrue(version.output().matches("p2p tracker \\d+\\.\\d+\\.\\d+\\S*\n"));
        }
    }

    @Test
    void makesItsDatabaseBeforehand() throws IOException {
        Tracker.list(folder, 1);
        Path made = folder.resolve("data").resolve("postgres").resolve("password");
        for (int i = 0; i < 2; i++) {
            try (var tracker = run(Map.of(), "prepare", "--data", "data")) {
                assertEquals(0, tracker.awaitExit(), tracker::errors);
            }
            assertTrue(Files.exists(made));
        }
        String password = Files.readString(made);
        try (var tracker = run(Map.of(), "tracker_info.txt", "1", "--data", "data")) {
            tracker.awaitReady();
            assertEquals(password, Files.readString(made));
        }
    }

    @Test
    void whoIsAtTheMachineSaysWhoIsAnAdministrator() throws Exception {
        Tracker.list(folder, 1);
        assertAdmin(1, "There is no tracker's data in data; say where it is.*", "list");
        assertFalse(Files.exists(folder.resolve("data")));
        try (var made = run(Map.of(), "prepare", "--data", "data")) {
            assertEquals(0, made.awaitExit(), made::errors);
        }
        assertAdmin(1, "No tracker of this version has run on this database yet.*", "list");
        try (var tracker = run(Map.of(), "tracker_info.txt", "1", "--data", "data")) {
            tracker.awaitReady();
            RestAssured.given()
                    .contentType(ContentType.JSON)
                    .body(Map.of("name", "Ann", "password", "long enough"))
                    .post(tracker.url() + "/api/v1/accounts")
                    .then()
                    .statusCode(201);
            assertAdmin(0, "Ann is an administrator now\\.\n", "grant", "ann");
            assertAdmin(0, "Ann\n", "list");
        }
        assertAdmin(1, "There is no account 'bob'.*", "grant", "bob");
        assertAdmin(0, "Ann is no administrator \\(any more\\)\\.\n", "revoke", "Ann");
        assertAdmin(0, "", "list");
        assertAdmin(2, "Say 'admin grant NAME'.*", "grant");
    }

    @Test
    void printsTheLineWithItsIdentity() throws Exception {
        Path list = Tracker.list(folder, 2);
        String second = Files.readAllLines(list).get(1);
        assertIdentity(1, "There is no tracker's data in data; say where it is.*");
        try (var made = run(Map.of(), "prepare", "--data", "data")) {
            assertEquals(0, made.awaitExit(), made::errors);
        }
        assertIdentity(1, "No tracker of this version has run on this database yet.*");
        String line = second + " [0-9a-f]{64}\n";
        try (var tracker = run(Map.of(), "tracker_info.txt", "1", "--data", "data")) {
            tracker.awaitReady();
            assertIdentity(0, line);
        }
        assertIdentity(0, line);
    }

    private void assertIdentity(int code, String said) throws IOException {
        try (var asked = run(Map.of(), "tracker_info.txt", "2", "identity", "--data", "data")) {
            assertEquals(code, asked.awaitExit(), asked::errors);
            String text = code == 0 ? asked.output() : asked.errors();
            assertTrue(text.matches("(?s)" + said), text);
        }
    }

    private void assertAdmin(int code, String said, String... words) throws Exception {
        var all = Stream.concat(Stream.of("admin"), Stream.of(words));
        try (var admin =
                run(
                        Map.of(),
                        Stream.concat(all, Stream.of("--data", "data")).toArray(String[]::new))) {
            assertEquals(code, admin.awaitExit(), admin::errors);
            String text = code == 0 ? admin.output() : admin.errors();
            assertTrue(text.matches("(?s)" + said), text);
        }
    }

    @Test
    void saysThatItsAddressIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(
                    folder.resolve("tracker_info.txt"), "127.0.0.1:" + taken.getLocalPort());
            assertFails(
                    "The tracker cannot listen at 127.0.0.1:"
                            + taken.getLocalPort()
                            + ": Address already in use.",
                    Map.of());
        }
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void itsOperatorIsAnsweredOnThisMachineWhereItWasAskedFor() throws Exception {
        Tracker.list(folder, 1);
        try (var tracker =
                run(Map.of("P2P_OPERATOR_PORT", ""), "tracker_info.txt", "1", "--data=data")
                        .awaitReady()) {
            assertEquals(404, tracker.get("/q/metrics").statusCode());
            assertThrows(ConnectException.class, tracker::figures);
        }
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
        }
        for (String wrong : List.of("many", "0", "70000", "::1:9001", "127.0.0.1:")) {
            try (var tracker = run(Map.of("P2P_OPERATOR_PORT", wrong), "tracker_info.txt", "1")) {
                assertEquals(2, tracker.awaitExit());
                assertEquals(
                        "P2P_OPERATOR_PORT is a port, or ADDRESS:PORT, not '" + wrong + "'.\n",
                        tracker.errors());
            }
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
    void saysThatTheDatabaseIsOutOfReach() throws IOException {
        Tracker.list(folder, 1);
        assertFails(
                "The database jdbc:postgresql://127.0.0.1:1/none cannot be used: Connection to"
                        + " 127.0.0.1:1 refused. Check that the hostname and port are correct and"
                        + " that the postmaster is accepting TCP/IP connections.",
                Map.of("P2P_DB_URL", "postgresql://127.0.0.1:1/none"));
        assertFails(
                "P2P_DB_URL is not of the form postgresql://HOST:PORT/DATABASE.",
                Map.of("P2P_DB_URL", "mysql://127.0.0.1/none"));
    }

    @Test
    void usesTheDatabaseThatItIsTold() throws Exception {
        Tracker.list(folder, 1);
        ScratchDatabase access = PostgresForTests.freshDatabase();
        var environment =
                Map.of(
                        "P2P_DB_URL", access.url().replaceFirst("^jdbc:", ""),
                        "P2P_DB_USER", access.user(),
                        "P2P_DB_PASSWORD", access.password());
        try (var tracker =
                run(environment, "tracker_info.txt", "1", "--data", "data").awaitReady()) {
            assertEquals(200, tracker.get("/q/health/ready").statusCode());
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

    @Test
    void endsInOrderAtQuitAndAtSignalsButNotAtTheEndOfItsInput() throws Exception {
        Tracker.list(folder, 1);
        try (var tracker = runOne().awaitReady()) {
            tracker.type("quiet");
            tracker.type("quit");
            assertEndedInOrder(tracker, 0);
        }
        try (var tracker = runOne().awaitReady()) {
            tracker.endInput();
            assertEquals(200, tracker.get("/q/health/ready").statusCode());
            assertFalse(new TrackersPostgres(folder).processes().isEmpty());
            tracker.signal("TERM");
            assertEndedInOrder(tracker, 143);
        }
        try (var tracker = runHearingCtrlC().awaitReady()) {
            tracker.signal("INT");
            assertEndedInOrder(tracker, 130);
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
            assertTrue(tracker.errors().endsWith("audit account-created user=ann\n"));
        }
    }

    @Test
    void endsInOrderAlthoughAPeerHasHung() throws Exception {
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
            tracker.signal("TERM");
            assertEquals(143, tracker.awaitExit());
            assertEquals(
                    List.of(),
                    tracker.errors().lines().filter(line -> !line.contains(" audit ")).toList());
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
        assertEquals("", tracker.errors());
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
