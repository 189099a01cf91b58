package p2p.cli;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.peer.control.LocalAccess;
import p2p.protocol.api.Problem;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** The page is its user's alone: what anybody else asks for is refused, and holds nothing. */
class PageIT {

    private static final String NAME = Stage.freshName("pam");
    private static final Pattern COOKIE =
            Pattern.compile(
                    "p2p-page=([0-9a-f]{64}); Path=(/own/[0-9a-f]{32}/); HttpOnly; SameSite=Strict");

    private static Person pam;
    private static LocalAccess access;

    private record Session(String path, String secret) {}

    @BeforeAll
    static void start() throws IOException {
        pam = Stage.shared().withService(NAME);
        access = LocalAccess.read(pam.home()).orElseThrow();
        var account = Map.of("name", NAME, "password", "password1");
        local().body(account).post(access.url() + "/tracker/accounts").then().statusCode(201);
        local().body(account).post(access.url() + "/session").then().statusCode(200);
    }

    @AfterAll
    static void end() throws IOException {
        pam.close();
    }

    private static String host() {
        return "127.0.0.1:" + access.port();
    }

    private static String origin() {
        return "http://" + host();
    }

    /** What commands ask, without a process for each. */
    private static RequestSpecification local() {
        return given().contentType(ContentType.JSON)
                .header("Authorization", access.authorization());
    }

    private static void createGroup(String name) {
        local().body(Map.of("name", name))
                .post(access.url() + "/tracker/groups")
                .then()
                .statusCode(201);
    }

    private static String word() {
        String address =
                local().post(access.url() + "/page")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("address");
        assertTrue(address.matches(origin() + "/open#[0-9a-f]{32}"), address);
        return address.replaceFirst(".*#", "");
    }

    private static RequestSpecification page() {
        return given().contentType(ContentType.JSON).header("Origin", origin());
    }

    private static Response exchange(RequestSpecification request, String word) {
        return request.body(Map.of("word", word)).post(origin() + "/open");
    }

    private static Session session() {
        Response opened = exchange(page(), word());
        Matcher cookie = COOKIE.matcher(opened.header("Set-Cookie"));
        assertTrue(cookie.matches(), opened.header("Set-Cookie"));
        opened.then().statusCode(200).body("path", equalTo(cookie.group(2)));
        return new Session(cookie.group(2), cookie.group(1));
    }

    private static RequestSpecification in(Session session) {
        return page().header("Cookie", "p2p-page=" + session.secret);
    }

    private static String url(Session session, String rest) {
        return origin() + session.path + rest;
    }

    /**
     * A problem, a request it may be of, and nothing else, with nothing to be kept or shown in a
     * frame.
     */
    private static void refused(Response answer, int status, String type) {
        guarded(answer.then())
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .header("Set-Cookie", nullValue())
                .body("type", equalTo(Problem.TYPE_PREFIX + type))
                .body("keySet() - 'instance'", hasSize(4));
    }

    private static ValidatableResponse guarded(ValidatableResponse answer) {
        return answer.header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void aWordOpensThePageOnce() {
        String word = word();
        assertEquals(200, exchange(page(), word).statusCode());
        Response again = exchange(page(), word);
        refused(again, 401, "not-this-user");
        assertEquals(
                "This address was used already, or is older than a minute; run 'p2p open' again.",
                again.path("detail"));
        refused(exchange(page(), "0".repeat(32)), 401, "not-this-user");
        refused(page().body("{}").post(origin() + "/open"), 401, "not-this-user");
        page().body("word").post(origin() + "/open").then().statusCode(400);
        page().contentType("text/plain")
                .body("{\"word\":\"" + word + "\"}")
                .post(origin() + "/open")
                .then()
                .statusCode(415);
    }

    @Test
    void theWayInHoldsNothingOfAnybody() {
        guarded(given().get(origin() + "/open").then())
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-cache")
                .header("Set-Cookie", nullValue());
        String tag =
                guarded(given().get(origin() + "/page/open.js").then())
                        .statusCode(200)
                        .contentType("text/javascript")
                        .extract()
                        .header("ETag");
        given().header("If-None-Match", tag).get(origin() + "/page/open.js").then().statusCode(304);
        refused(given().get(origin() + "/page/none.js"), 404, "not-on-page");
        given().get(origin() + "/").then().statusCode(404);
    }

    @Test
    void anotherSitesNameOrOriginGetsNothing() {
        Session session = session();
        String word = word();
        int port = access.port();
        for (String host :
                List.of("evil.example:" + port, "localhost:" + port, "127.0.0.1", "127.0.0.1:1")) {
            refused(given().header("Host", host).get(origin() + "/open"), 403, "not-this-page");
            refused(
                    given().header("Host", host).get(origin() + "/page/look.css"),
                    403,
                    "not-this-page");
            refused(exchange(page().header("Host", host), word), 403, "not-this-page");
            refused(
                    in(session).header("Host", host).get(url(session, "groups")),
                    403,
                    "not-this-page");
        }
        for (String foreign :
                List.of(
                        "http://evil.example",
                        "https://" + host(),
                        "http://127.0.0.1:1",
                        "http://localhost:" + port,
                        "null")) {
            RequestSpecification foreigner =
                    given().contentType(ContentType.JSON)
                            .header("Origin", foreign)
                            .header("Cookie", "p2p-page=" + session.secret);
            refused(exchange(foreigner, word), 403, "not-this-page");
            refused(foreigner.get(url(session, "groups")), 403, "not-this-page");
            refused(foreigner.get(url(session, "news")), 403, "not-this-page");
            refused(
                    foreigner.post(url(session, "downloads/pause?group=g&file=f")),
                    403,
                    "not-this-page");
        }
        RequestSpecification nowhere =
                given().contentType(ContentType.JSON)
                        .header("Cookie", "p2p-page=" + session.secret);
        refused(exchange(nowhere, word), 403, "not-this-page");
        refused(nowhere.delete(url(session, "downloads?group=g&file=f")), 403, "not-this-page");
        for (String site : List.of("cross-site", "same-site")) {
            refused(
                    in(session).header("Sec-Fetch-Site", site).get(url(session, "")),
                    403,
                    "not-this-page");
        }
        assertEquals(200, exchange(page(), word).statusCode());
        in(session).get(url(session, "groups")).then().statusCode(200);
    }

    @Test
    void withoutTheCookieOfItsOwnSessionNobodyGetsAnything() {
        Session one = session();
        Session other = session();
        for (String rest :
                List.of("", "news", "groups", "groups/g/files", "shares", "downloads/detail")) {
            refused(page().get(url(one, rest)), 401, "not-this-user");
            refused(
                    page().header("Cookie", "p2p-page=" + other.secret).get(url(one, rest)),
                    401,
                    "not-this-user");
            refused(
                    page().header("Authorization", access.authorization()).get(url(one, rest)),
                    401,
                    "not-this-user");
        }
        refused(page().post(url(one, "downloads/pause?group=g&file=f")), 401, "not-this-user");
        refused(page().body("{}").post(url(one, "downloads")), 401, "not-this-user");
        refused(page().delete(url(one, "downloads?group=g&file=f")), 401, "not-this-user");
        refused(in(one).get(origin() + "/own/" + "0".repeat(32) + "/"), 401, "not-this-user");
        for (String rest : List.of("status", "downloads", "tracker/groups/mine")) {
            in(one).get(access.url() + "/" + rest).then().statusCode(401);
        }
        in(one).post(access.url() + "/shutdown").then().statusCode(401);
        in(one).post(access.url() + "/page").then().statusCode(401);
    }

    @Test
    void thePageShowsAndDoesWhatItIsForAndNoMore() {
        Session session = session();
        guarded(in(session).header("Sec-Fetch-Site", "none").get(url(session, "")).then())
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-store");
        String group = Stage.freshName("seen");
        createGroup(group);
        in(session)
                .get(url(session, "groups"))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("group", hasItem(group));
        in(session)
                .get(url(session, "groups/" + group + "/files"))
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        refused(
                in(session).get(url(session, "groups/none-" + NAME + "/files")),
                404,
                "no-such-group");
        in(session)
                .urlEncodingEnabled(false)
                .get(url(session, "groups/a%2Fb/files"))
                .then()
                .statusCode(400);
        refused(
                in(session).post(url(session, "downloads/pause?group=g&file=f")),
                404,
                "no-such-download");
        refused(in(session).body("{}").post(url(session, "downloads")), 400, "bad-request");
        for (String more : List.of("shutdown", "session", "tracker/groups", "uploads", "events")) {
            in(session).body("{}").post(url(session, more)).then().statusCode(404);
        }
        local().get(access.url() + "/status").then().statusCode(200);
    }

    @Test
    void thePageSetsTheLimits() {
        Session session = session();
        var timed = Map.of("between", "08:00-18:00", "up", 1_000);
        local().body(Map.of("up", 0, "down", 0, "timed", List.of(timed)))
                .put(access.url() + "/limits")
                .then()
                .statusCode(204);
        in(session)
                .body(Map.of("up", 50_000, "down", 7_000_000))
                .put(url(session, "limits"))
                .then()
                .statusCode(204);
        refused(
                in(session).body(Map.of("up", -1, "down", 0)).put(url(session, "limits")),
                400,
                "bad-request");
        refused(page().body(Map.of("up", 0)).put(url(session, "limits")), 401, "not-this-user");
        refused(
                given().contentType(ContentType.JSON)
                        .header("Cookie", "p2p-page=" + session.secret)
                        .body(Map.of("up", 0, "down", 0))
                        .put(url(session, "limits")),
                403,
                "not-this-page");
        local().get(access.url() + "/limits")
                .then()
                .body("up", equalTo(50_000))
                .body("down", equalTo(7_000_000))
                .body("timed.between", hasItem("08:00-18:00"));
        local().body(Map.of("up", 0, "down", 0, "timed", List.of()))
                .put(access.url() + "/limits")
                .then()
                .statusCode(204);
    }

    @Test
    void newsAreToldAsTheyCome() throws IOException {
        Session session = session();
        String head =
                "GET %snews HTTP/1.1\r\nHost: %s\r\nCookie: p2p-page=%s\r\n\r\n"
                        .formatted(session.path, host(), session.secret);
        try (var socket = new Socket("127.0.0.1", access.port())) {
            socket.setSoTimeout((int) Programs.PATIENCE.toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> first = until(lines, "event: ?happened");
            assertEquals("HTTP/1.1 200 OK", first.getFirst());
            String all = String.join("\n", first);
            assertTrue(all.contains("text/event-stream"), all);
            assertTrue(all.toLowerCase(Locale.ROOT).contains("cache-control: no-store"), all);
            assertTrue(all.contains("Cross-Origin-Resource-Policy: same-origin"), all);
            assertTrue(all.contains("\"user\":\"" + NAME + "\""), all);
            assertTrue(all.contains("data:[]"), all);
            String shared = Stage.freshName("news");
            createGroup(shared);
            Path file = Files.writeString(Stage.shared().folder().resolve(shared), "x");
            local().body(Map.of("group", shared, "path", file.toString()))
                    .post(access.url() + "/uploads")
                    .then()
                    .statusCode(200);
            until(lines, "event: ?shares");
            Awaitility.await()
                    .atMost(Programs.PATIENCE)
                    .until(() -> shares(session, "").contains(shared));
        }
    }

    private static List<String> shares(Session session, String query) {
        return in(session)
                .get(url(session, "shares" + query))
                .then()
                .statusCode(200)
                .extract()
                .path("items.file");
    }

    @Test
    void sharesComeInPartsEachByTheOneBefore() throws IOException {
        Session session = session();
        String group = Stage.freshName("parts");
        createGroup(group);
        for (String name : List.of(group + "-a", group + "-b")) {
            Path file = Files.writeString(Stage.shared().folder().resolve(name), name);
            local().body(Map.of("group", group, "path", file.toString()))
                    .post(access.url() + "/uploads")
                    .then()
                    .statusCode(200);
        }
        Awaitility.await()
                .atMost(Programs.PATIENCE)
                .until(() -> shares(session, "").contains(group + "-b"));
        Awaitility.await()
                .atMost(Programs.PATIENCE)
                .until(() -> shares(session, "").contains(group + "-a"));
        String id =
                in(session)
                        .get(url(session, "shares"))
                        .path("items.find {it.file == '%s-a'}.id".formatted(group));
        List<String> rest = shares(session, "?after=%s/%s-a/%s".formatted(group, group, id));
        assertEquals(group + "-b", rest.getFirst());
        assertFalse(rest.contains(group + "-a"), rest::toString);
        refused(in(session).get(url(session, "shares?after=" + group)), 400, "bad-request");
        refused(
                in(session).get(url(session, "downloads/detail?group=g&file=f")),
                404,
                "no-such-download");
        refused(in(session).get(url(session, "downloads/detail")), 400, "bad-request");
    }

    private static List<String> until(BufferedReader lines, String pattern) throws IOException {
        List<String> read = new ArrayList<>();
        String line;
        do {
            line = lines.readLine();
            assertFalse(line == null, () -> "it ended: " + read);
            read.add(line);
        } while (!line.matches(pattern));
        return read;
    }

    @Test
    void theCommandPrintsTheAddressAndTellsTheBrowserInPrivate() throws IOException {
        Ran printed = pam.run("open", "--print");
        assertTrue(
                printed.out()
                        .matches(
                                "Open this address within a minute, once: "
                                        + origin()
                                        + "/open#[0-9a-f]{32}\n"),
                printed::toString);
        Path folder = Stage.shared().folder();
        Path told = folder.resolve("told-" + NAME);
        Path programs = Files.createDirectories(folder.resolve("bin-" + NAME));
        Path browser = programs.resolve("xdg-open");
        Files.writeString(browser, "#!/bin/sh\necho \"$@\" >" + told + "\n");
        Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder =
                Programs.builder(
                        "p2p", folder, List.of("--home", pam.home().toString(), "--json", "open"));
        builder.environment().put("DISPLAY", ":0");
        builder.environment().merge("PATH", programs.toString(), (all, first) -> first + ":" + all);
        Process open = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String document = new String(open.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, Programs.exitCode(open, "open"));
        Path file = pam.home().resolve("open.html");
        Awaitility.await()
                .atMost(Programs.PATIENCE)
                .until(() -> Files.exists(told) && Files.readString(told).equals(file + "\n"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Matcher address = Pattern.compile("url=([^\"]+)").matcher(Files.readString(file));
        assertTrue(address.find(), Files.readString(file));
        assertTrue(document.contains(address.group(1)), document);
    }
}
