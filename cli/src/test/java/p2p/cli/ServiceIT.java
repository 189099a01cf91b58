package p2p.cli;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.peer.control.LocalAccess;
import p2p.protocol.api.Problem;
import p2p.testkit.Ran;

/** What is not done as asked is said, and is the exit code. */
class ServiceIT {

    private static final String NOT_LOGGED_IN = Problem.TYPE_PREFIX + "not-logged-in";

    private final String name = Stage.freshName("sue");

    @Test
    void aServiceThatRunsIsNotStartedAnewAndSaysSo() throws IOException {
        try (Person sue = Stage.shared().withService(name)) {
            String running = "A p2p service runs on " + sue.home() + " already and listens on ";
            Ran again = sue.run("up", "--detach");
            assertEquals(0, again.exitCode(), again::toString);
            assertTrue(again.out().startsWith(running), again::toString);
            Ran elsewhere = sue.run("up", "--detach", "--listen", "127.0.0.1:1");
            assertEquals(1, elsewhere.exitCode(), elsewhere::toString);
            assertTrue(elsewhere.err().startsWith("p2p: " + running), elsewhere::toString);
            assertTrue(
                    elsewhere
                            .err()
                            .endsWith(
                                    "; end it with 'p2p down' before it can listen on"
                                            + " 127.0.0.1:1.\n"),
                    elsewhere::toString);
            Ran status = sue.run("status");
            assertTrue(
                    status.out().contains("\nTracker    none, since nobody is logged in\n"),
                    status::toString);
        }
    }

    @Test
    void aLogInGoesToNoOtherTrackersThanItWasMadeWith() throws IOException {
        Stage stage = Stage.shared();
        Path more =
                Files.writeString(
                        stage.folder().resolve("more-" + name),
                        Files.readString(stage.trackerInfo()) + "127.0.0.1:1\n");
        try (Person sue = stage.withService(name)) {
            sue.run("create_user", name, "password1");
            sue.run("login", name, "password1");
            assertEquals("", startsAgain(sue, "--trackers", more.toString()).err());
            assertTrue(
                    sue.run("status")
                            .out()
                            .contains(
                                    name
                                            + " is not logged in here any more: The trackers are"
                                            + " others than at the log-in; log in again."));
            Ran loggedIn = sue.run("login", name, "password1");
            assertEquals(0, loggedIn.exitCode(), loggedIn::toString);
            Ran up = startsAgain(sue);
            assertEquals(
                    "The trackers are those of the last start; to use those of"
                            + " ./tracker_info.txt, say --trackers tracker_info.txt.\n",
                    up.err());
            assertTrue(sue.run("status").out().contains("User       " + name + "\n"));
        }
    }

    private static Ran startsAgain(Person sue, String... words) throws IOException {
        assertEquals(0, sue.run("down").exitCode());
        var all = new ArrayList<>(List.of("up", "--detach"));
        all.addAll(List.of(words));
        Ran up = sue.run(all.toArray(String[]::new));
        assertEquals(0, up.exitCode(), up::toString);
        return up;
    }

    @Test
    void anOrderThatCannotBeIsRefusedInWords() throws Exception {
        try (Person sue = Stage.shared().withService(name);
                HttpClient client = HttpClient.newHttpClient()) {
            LocalAccess access = LocalAccess.read(sue.home()).orElseThrow();
            String body = "{'group':'g','file':'f','destination':'/d','select':'best'}";
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(access.url() + "/downloads"))
                            .header("Authorization", access.authorization())
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                            .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertEquals(400, answer.statusCode(), answer.body());
            assertTrue(
                    answer.body()
                            .contains("The order is rarest, sequential or random, not 'best'."),
                    answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "POST | /session | - | 400 | The request needs a body in JSON.",
                "POST | /session | null | 400 | The request needs a body in JSON.",
                "POST | /session | [] | 400 | The request is not of the form that is expected here.",
                "POST | /session | { | 400 | The request is not of the form that is expected here.",
                "POST | /uploads | {} | 400 | The request has to say 'group'.",
                "DELETE | /shares?group=g | - | 400 | The request has to say 'file'.",
                "PUT | /limits | - | 400 | The request needs a body in JSON.",
                "GET | /nothing | - | 404 | There is nothing at this address.",
                "PATCH | /shares | - | 405 | This address does not know that method.",
            })
    void whatIsNoOrderIsRefusedInWords(
            String method, String path, @Nullable String body, int status, String sentence)
            throws Exception {
        try (Person sue = Stage.shared().withService(name);
                HttpClient client = HttpClient.newHttpClient()) {
            LocalAccess access = LocalAccess.read(sue.home()).orElseThrow();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(access.url() + path))
                            .header("Authorization", access.authorization())
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    body == null
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofString(body))
                            .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertEquals(status, answer.statusCode(), answer.body());
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
            assertTrue(answer.body().contains(sentence), answer.body());
        }
    }

    @Test
    void whatOfAFolderIsNotSharedIsNamed() throws IOException {
        Stage stage = Stage.shared();
        Path top = Files.createDirectories(stage.folder().resolve("top-" + name));
        Path good = Files.writeString(top.resolve("good"), "x");
        Path bad = Files.writeString(top.resolve("ba\\d"), "x");
        Path link = Files.createSymbolicLink(top.resolve("link"), good);
        try (Person sue = stage.withShell(name)) {
            sue.run("create_user", name, "password1");
            sue.run("login", name, "password1");
            sue.run("create_group", name);
            Ran upload = sue.run("upload_file", top.toString(), name);
            assertEquals(
                    "Shared [%s] top-%s/ (1 file, 1 B); skipped 2.\n".formatted(name, name),
                    upload.out());
            assertTrue(
                    upload.err()
                            .contains(
                                    "Skipped "
                                            + bad.toString().replace("\\", "\\\\")
                                            + ": A file's name cannot hold a backslash.\n"),
                    upload::toString);
            assertTrue(
                    upload.err()
                            .contains(
                                    "Skipped "
                                            + link
                                            + ": It is a symbolic link. It leads out of the"
                                            + " folder.\n"),
                    upload::toString);
            Ran leave = sue.run("leave_group", name);
            assertEquals(
                    "Left the group " + name + "; you were the last one in it, so it is gone.\n",
                    leave.out());
            assertEquals(1, sue.end());
        }
    }

    @Test
    void whatTheTrackersOfferIsHadThroughThePeerAndNothingElse() throws IOException {
        try (Person sue = Stage.shared().withService(name)) {
            sue.run("create_user", name, "password1");
            LocalAccess access = LocalAccess.read(sue.home()).orElseThrow();
            asks(access, "/groups").statusCode(401).body("type", equalTo(NOT_LOGGED_IN));
            sue.run("login", name, "password1");
            sue.run("create_group", name);
            asks(access, "/groups?limit=1&match=" + name)
                    .statusCode(200)
                    .contentType("application/json")
                    .body("items.group", contains(name));
            asks(access, "/groups/" + name + "x")
                    .statusCode(404)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("type", equalTo(Problem.TYPE_PREFIX + "no-such-group"));
            asks(access, "/openapi")
                    .statusCode(200)
                    .body("paths.'/api/v1/groups/{group}/members/me'", notNullValue());
            for (String none : List.of("/groups/%2e%2e/groups", "/groups/a%2Fb")) {
                asks(access, none).statusCode(400);
            }
            asks(access, "/groups/%2e%2e/%2e%2e/%2e%2e/q/metrics").statusCode(404);
            asks(access, "/groups?match=a%7C%22")
                    .statusCode(400)
                    .body("detail", equalTo("'match' and 'after' take parts of names."));
            relay(access)
                    .delete(access.url() + "/tracker/sessions/current")
                    .then()
                    .statusCode(403)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("type", equalTo(Problem.TYPE_PREFIX + "not-relayed"));
            String tooLong = announced(access, (1 << 20) + 1);
            assertTrue(tooLong.startsWith("HTTP/1.1 413 "), tooLong);
            given().get(access.url() + "/tracker/groups").then().statusCode(401);
            given().get("http://127.0.0.1:" + access.port() + "/q/openapi?format=json")
                    .then()
                    .statusCode(200)
                    .body("paths.'/local/v1/tracker/{rest}'.keySet()", hasItem("delete"))
                    .body(
                            "paths.'/local/v1/tracker/{rest}'.delete.parameters.name",
                            hasItem("rest"))
                    .body("tags.externalDocs.url", hasItem("/local/v1/tracker/openapi"));
        }
    }

    /** What is said to so long a body, before any of it is sent: who sends it may not hear it. */
    private static String announced(LocalAccess access, int bytes) throws IOException {
        String head =
                """
                POST /local/v1/tracker/groups HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(access.authorization(), bytes);
        try (var socket = new Socket("127.0.0.1", access.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(answer.readLine());
        }
    }

    private static ValidatableResponse asks(LocalAccess access, String rest) {
        return relay(access).get(access.url() + "/tracker" + rest).then();
    }

    private static RequestSpecification relay(LocalAccess access) {
        return given().urlEncodingEnabled(false).header("Authorization", access.authorization());
    }
}
