package p2p.tracker.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RawConnection;
import p2p.tracker.RunningTracker;

/** People who are signed in by a browser, and what else could have a browser send something. */
@ExtendWith(RunningTracker.class)
class BrowsersIT {

    private static final String COOKIE = "p2p-browser";
    private static final String SECURE_COOKIE = "__Host-p2p-browser";
    private static final String SITE = "Sec-Fetch-Site";
    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static RequestSpecification page() {
        return nobody().header("Origin", RestAssured.baseURI)
                .header(SITE, "same-origin")
                .header("User-Agent", FIREFOX);
    }

    private static ValidatableResponse signIn(String name, String password) {
        return page().body(Map.of("name", name, "password", password))
                .post("/api/v1/browsers")
                .then();
    }

    private static String signedIn(String name) {
        return signIn(name, PASSWORD).statusCode(201).extract().cookie(COOKIE);
    }

    private static RequestSpecification by(String cookie) {
        return page().cookie(COOKIE, cookie);
    }

    private static void assertEnded(String cookie) {
        refused(by(cookie).get("/api/v1/groups/mine").then(), 401, "not-logged-in");
    }

    @Test
    void aBrowserIsSignedInBesideTheDevice() {
        LoggedIn ann = loggedIn("ann");
        ValidatableResponse answer =
                signIn(ann.name().toUpperCase(Locale.ROOT), PASSWORD)
                        .statusCode(201)
                        .body("user", equalTo(ann.name()))
                        .body("browser", equalTo("Firefox-Linux"))
                        .body("keySet()", equalTo(Set.of("user", "browser", "since", "ends")))
                        .header(
                                "Set-Cookie",
                                matchesRegex("p2p-browser=\"?[A-Za-z0-9_-]{43}\"?;.*Path=/.*"))
                        .header("Set-Cookie", containsString("HttpOnly"))
                        .header("Set-Cookie", containsString("SameSite=Strict"))
                        .header("Set-Cookie", not(containsString("Secure")))
                        .header("Set-Cookie", not(containsString("Max-Age")))
                        .header("Set-Cookie", not(containsString("Domain")));
        String cookie = answer.extract().cookie(COOKIE);
        ann.asks().get("/api/v1/sessions/current").then().statusCode(200);
        by(cookie)
                .get("/api/v1/browsers/current")
                .then()
                .statusCode(200)
                .body("user", equalTo(ann.name()))
                .header("Cache-Control", "no-store")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff");
        signedIn(ann.name());
        ann.asks()
                .get("/api/v1/devices")
                .then()
                .statusCode(200)
                .body("most", equalTo(1))
                .body("devices", hasSize(1))
                .body("browsers.name", contains("Firefox-Linux", "Firefox-Linux-2"))
                .body("browsers[0].address", equalTo("127.0.0.1"));
    }

    @Test
    void overTlsTheCookieIsForTlsAlone() {
        String ann = account("ann");
        String secure = RestAssured.baseURI.replace("http:", "https:");
        String cookie =
                nobody().header("Origin", secure)
                        .body(Map.of("name", ann, "password", PASSWORD))
                        .post("/api/v1/browsers")
                        .then()
                        .statusCode(201)
                        .header("Set-Cookie", containsString(";Secure;"))
                        .header("Set-Cookie", containsString("HttpOnly"))
                        .extract()
                        .cookie(SECURE_COOKIE);
        RequestSpecification byTls = nobody().cookie(SECURE_COOKIE, cookie);
        byTls.header("Origin", secure)
                .body(Map.of("name", freshName("group")))
                .post("/api/v1/groups")
                .then()
                .statusCode(201);
        refused(
                page().cookie(SECURE_COOKIE, cookie)
                        .body(Map.of("name", freshName("group")))
                        .post("/api/v1/groups")
                        .then(),
                403,
                "not-this-page");
    }

    @Test
    void anotherSiteIsRefused() {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        String host = RestAssured.baseURI.replace("http://", "");
        String otherPort = "http://" + host.replaceFirst(":.*", ":1");
        Map<String, String> name = Map.of("name", freshName("group"));
        for (String origin :
                List.of("http://evil.example", otherPort, "null", "http://" + host + ".")) {
            refused(
                    nobody().cookie(COOKIE, cookie)
                            .header("Origin", origin)
                            .body(name)
                            .post("/api/v1/groups")
                            .then(),
                    403,
                    "not-this-page");
            refused(
                    nobody().cookie(COOKIE, cookie)
                            .header("Origin", origin)
                            .get("/api/v1/groups/mine")
                            .then(),
                    403,
                    "not-this-page");
            refused(
                    nobody().header("Origin", origin)
                            .body(Map.of("name", ann.name(), "password", PASSWORD))
                            .post("/api/v1/browsers")
                            .then(),
                    403,
                    "not-this-page");
        }
        for (String site : List.of("cross-site", "same-site", "none")) {
            refused(
                    nobody().cookie(COOKIE, cookie)
                            .header("Origin", RestAssured.baseURI)
                            .header(SITE, site)
                            .body(name)
                            .post("/api/v1/groups")
                            .then(),
                    403,
                    "not-this-page");
            refused(
                    nobody().cookie(COOKIE, cookie)
                            .header(SITE, site)
                            .get("/api/v1/groups/mine")
                            .then(),
                    403,
                    "not-this-page");
        }
        refused(
                nobody().cookie(COOKIE, cookie).body(name).post("/api/v1/groups").then(),
                403,
                "not-this-page");
        refused(
                nobody().body(Map.of("name", ann.name(), "password", PASSWORD))
                        .post("/api/v1/browsers")
                        .then(),
                403,
                "not-this-page");
        by(cookie).get("/api/v1/groups/mine").then().statusCode(200).body("", hasSize(0));
    }

    @Test
    void onlyJsonIsTakenFromAPage() {
        LoggedIn ann = loggedIn("ann");
        LoggedIn bob = loggedIn("bob");
        String cookie = signedIn(ann.name());
        String group = group(ann);
        ask(bob, group);
        for (ContentType other : List.of(ContentType.TEXT, ContentType.URLENC)) {
            refused(
                    given().cookie(COOKIE, cookie)
                            .contentType(other)
                            .header("Origin", RestAssured.baseURI)
                            .post("/api/v1/groups/{g}/requests/{u}/accept", group, bob.name())
                            .then(),
                    415,
                    "wrong-media-type");
        }
        by(cookie)
                .post("/api/v1/groups/{g}/requests/{u}/accept", group, bob.name())
                .then()
                .statusCode(204);
    }

    @Test
    void withoutACookieNobodyIsAnybody() {
        refused(page().get("/api/v1/browsers/current").then(), 401, "not-logged-in");
        refused(page().get("/api/v1/groups/mine").then(), 401, "not-logged-in");
        refused(
                loggedIn("ann").asks().get("/api/v1/browsers/current").then(),
                403,
                "not-this-page");
        for (String wrong : List.of("x", "A".repeat(43), "a".repeat(4000))) {
            assertEnded(wrong);
        }
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        refused(
                nobody().auth().oauth2(cookie).get("/api/v1/groups/mine").then(),
                401,
                "not-logged-in");
        refused(by(ann.token()).get("/api/v1/groups/mine").then(), 401, "not-logged-in");
        refused(
                by(cookie).auth().oauth2("A".repeat(43)).get("/api/v1/groups/mine").then(),
                401,
                "not-logged-in");
    }

    /** Of all operations that there are. */
    @Test
    void aCookieOpensNothingThatIsNotForBrowsers() {
        String cookie = signedIn(account("ann"));
        Map<String, Map<String, Map<String, Object>>> paths =
                given().get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("paths");
        int closed = 0;
        for (var path : paths.entrySet()) {
            for (var operation : path.getValue().entrySet()) {
                if (!operation.getValue().containsKey("responses")) {
                    continue;
                }
                Object security = operation.getValue().get("security");
                if (security == null || security.toString().contains("browser")) {
                    continue;
                }
                closed++;
                refused(
                        by(cookie)
                                .request(
                                        operation.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey().replaceAll("\\{[a-z]+}", "1"))
                                .then(),
                        403,
                        "not-for-browsers");
            }
        }
        assertTrue(closed >= 15, "only " + closed);
        refused(by(cookie).get("/api/v1/groups/a%2Faudit").then(), 403, "not-for-browsers");
    }

    @Test
    void aCookieAttachesNoPeer() throws IOException {
        String upgrade =
                "GET /api/v1/session HTTP/1.1\r\nHost: tracker\r\nCookie: %s=%s\r\n"
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        try (var connection = RawConnection.open()) {
            String head =
                    connection.say(upgrade.formatted(COOKIE, signedIn(account("ann")))).head();
            assertTrue(head.startsWith("HTTP/1.1 401 "), head);
        }
    }

    @Test
    void groupsAreDecidedAbout() {
        LoggedIn bob = loggedIn("bob");
        String cookie = signedIn(account("ann"));
        String name = freshName("group");
        by(cookie).body(Map.of("name", name)).post("/api/v1/groups").then().statusCode(201);
        ask(bob, name);
        String mark = mark(cookie);
        assertEquals(mark, mark(cookie));
        by(cookie)
                .post("/api/v1/groups/{g}/requests/{u}/accept", name, bob.name())
                .then()
                .statusCode(204);
        assertNotEquals(mark, mark(cookie));
        by(cookie)
                .body(Map.of("role", "reader"))
                .put("/api/v1/groups/{g}/members/{u}/role", name, bob.name())
                .then()
                .statusCode(204);
        String code =
                by(cookie)
                        .body(Map.of("uses", 2))
                        .post("/api/v1/groups/{g}/invitations", name)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("code");
        by(signedIn(account("cid")))
                .body(Map.of("code", code))
                .post("/api/v1/invitations/acceptances")
                .then()
                .statusCode(200)
                .body("group", equalTo(name));
        by(cookie)
                .get("/api/v1/groups/{g}", name)
                .then()
                .statusCode(200)
                .body("members.role", contains("owner", "reader", "member"))
                .body("members.online", contains(false, true, false));
        by(cookie).get("/api/v1/groups/{g}/files", name).then().statusCode(200);
    }

    @Test
    void whatIsKnownOfAFileIsForMembers() {
        LoggedIn ann = loggedIn("ann");
        String group = group(ann);
        String member = signedIn(ann.name());
        String stranger = signedIn(account("bob"));
        for (String list : List.of("versions", "sharers")) {
            refused(
                    by(stranger).get("/api/v1/groups/{g}/" + list + "?name=film.mkv", group).then(),
                    403,
                    "not-a-member");
        }
        refused(
                by(member).get("/api/v1/groups/{g}/versions?name=film.mkv", group).then(),
                404,
                "no-such-file");
        by(member)
                .get("/api/v1/groups/{g}/sharers?name=film.mkv", group)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    private static String mark(String cookie) {
        return by(cookie).get("/api/v1/news").then().statusCode(200).extract().path("mark");
    }

    @Test
    void aLinkIsDrawn() {
        String cookie = signedIn(account("ann"));
        String link = RestAssured.baseURI + "/i/holiday#3k0c1v7m5p9q2a8r4t6b0d1e2f";
        by(cookie)
                .body(Map.of("link", link))
                .post("/api/v1/invitations/pictures")
                .then()
                .statusCode(200)
                .body("rows[0]", matchesRegex("1111111[01]+1111111"));
        for (String none : List.of("", "https://example.org/", "x".repeat(2001))) {
            refused(
                    by(cookie)
                            .body(Map.of("link", none))
                            .post("/api/v1/invitations/pictures")
                            .then(),
                    400,
                    "bad-request");
        }
    }

    @Test
    void signingOutEndsThisBrowserAlone() {
        LoggedIn ann = loggedIn("ann");
        String here = signedIn(ann.name());
        String elsewhere = signedIn(ann.name());
        by(here).delete("/api/v1/browsers/current")
                .then()
                .statusCode(204)
                .header("Set-Cookie", matchesRegex("(?i)p2p-browser=.*max-age=0.*"));
        assertEnded(here);
        by(elsewhere).get("/api/v1/groups/mine").then().statusCode(200);
        ann.asks().get("/api/v1/sessions/current").then().statusCode(200);
    }

    @Test
    void aDeviceRemovesABrowser() {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        ann.asks().delete("/api/v1/devices/firefox-linux").then().statusCode(204);
        assertEnded(cookie);
        refused(ann.asks().delete("/api/v1/devices/Firefox-Linux").then(), 404, "no-such-device");
        ann.asks().get("/api/v1/sessions/current").then().statusCode(200);
        stored(ann)
                .body("stored.audit.what", hasItems("signed-in", "signed-out"))
                .body(
                        "stored.audit.find { it.what == 'signed-out' }.details",
                        containsString("device-removed"));
    }

    @Test
    void aBrowserShowsDevicesAndRemovesThem() {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        String device =
                by(cookie)
                        .get("/api/v1/devices")
                        .then()
                        .statusCode(200)
                        .body("most", equalTo(1))
                        .body("devices.current", contains(false))
                        .body("browsers.name", contains("Firefox-Linux"))
                        .extract()
                        .path("devices[0].name");
        refused(by(cookie).delete("/api/v1/devices/none").then(), 404, "no-such-device");
        by(cookie).delete("/api/v1/devices/{d}", device).then().statusCode(204);
        refused(ann.asks().get("/api/v1/sessions/current").then(), 401, "not-logged-in");
        by(cookie).get("/api/v1/devices").then().body("devices", hasSize(0));
    }

    @Test
    void aBrowserRemovesAnotherOrItself() {
        LoggedIn ann = loggedIn("ann");
        String here = signedIn(ann.name());
        String elsewhere = signedIn(ann.name());
        by(here).delete("/api/v1/devices/Firefox-Linux-2").then().statusCode(204);
        assertEnded(elsewhere);
        refused(by(elsewhere).delete("/api/v1/devices/Firefox-Linux").then(), 401, "not-logged-in");
        by(here).delete("/api/v1/devices/Firefox-Linux").then().statusCode(204);
        assertEnded(here);
        ann.asks().get("/api/v1/sessions/current").then().statusCode(200);
    }

    @Test
    void aBrowserSaysOnHowManyDevices() {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        allowed(cookie, 3).statusCode(204);
        ann.asks().get("/api/v1/devices").then().body("most", equalTo(3));
        refused(allowed(cookie, 0), 400, "bad-request");
        refused(allowed(cookie, 21), 400, "bad-request");
        nobody().body(Map.of("name", ann.name(), "password", PASSWORD))
                .post("/api/v1/sessions")
                .then()
                .statusCode(201);
        refused(allowed(cookie, 1), 409, "too-many-devices");
        ann.asks().get("/api/v1/sessions/current").then().statusCode(200);
    }

    private static ValidatableResponse allowed(String cookie, int most) {
        return by(cookie).body(Map.of("most", most)).put("/api/v1/devices").then();
    }

    @Test
    void aPasswordThatABrowserChangesEndsAllThatThereIs() {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        String elsewhere = signedIn(ann.name());
        refused(changed(by(cookie), "no password", "another one"), 401, "wrong-credentials");
        refused(changed(by(cookie), PASSWORD, "short"), 422, "bad-password");
        refused(
                changed(
                        nobody().cookie(COOKIE, cookie).header("Origin", "http://127.0.0.1:1"),
                        PASSWORD,
                        "another one"),
                403,
                "not-this-page");
        by(elsewhere).get("/api/v1/groups/mine").then().statusCode(200);
        ann.asks().get("/api/v1/sessions/current").then().statusCode(200);
        changed(by(cookie), PASSWORD, "another one").statusCode(204);
        assertEnded(cookie);
        assertEnded(elsewhere);
        refused(ann.asks().get("/api/v1/sessions/current").then(), 401, "not-logged-in");
        refused(signIn(ann.name(), PASSWORD), 401, "wrong-credentials");
        signIn(ann.name(), "another one").statusCode(201).body("browser", equalTo("Firefox-Linux"));
    }

    @Test
    void whoHasACookieGuessesNoMorePasswordsThanOthers() {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        for (int tries = 0; tries < 5; tries++) {
            refused(changed(by(cookie), "no password", "another one"), 401, "wrong-credentials");
        }
        refused(changed(by(cookie), PASSWORD, "another one"), 429, "too-many-attempts");
        refused(signIn(ann.name(), PASSWORD), 429, "too-many-attempts");
        stored(ann).body("stored.audit.findAll { it.what == 'log-in-refused' }.size()", equalTo(5));
        by(cookie).get("/api/v1/groups/mine").then().statusCode(200);
    }

    private static ValidatableResponse changed(
            RequestSpecification request, String before, String after) {
        return request.body(Map.of("oldPassword", before, "newPassword", after))
                .put("/api/v1/accounts/me/password")
                .then();
    }

    @Test
    void aNewPasswordEndsAllBrowsers() {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        ann.asks()
                .body(Map.of("oldPassword", PASSWORD, "newPassword", "another password"))
                .put("/api/v1/accounts/me/password")
                .then()
                .statusCode(204);
        assertEnded(cookie);
        ann.asks().get("/api/v1/sessions/current").then().statusCode(200);
    }

    @Test
    void anAccountThatGoesTakesItsBrowsersAlong() {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        ann.asks()
                .body(Map.of("password", PASSWORD))
                .delete("/api/v1/accounts/me")
                .then()
                .statusCode(204);
        assertEnded(cookie);
    }

    @Test
    void anAdministratorEndsBrowsersToo() throws Exception {
        LoggedIn admin = loggedIn("admin");
        try (Connection connection = RunningTracker.database().connect()) {
            new AdministratorsByHand(connection).set(admin.name(), true);
        }
        String bob = account("bob");
        String at = "/api/v1/admin/accounts/" + bob;
        String disabled = signedIn(bob);
        admin.asks().body(Map.of("disabled", true)).put(at + "/state").then().statusCode(204);
        assertEnded(disabled);
        refused(signIn(bob, PASSWORD), 403, "account-disabled");
        refused(signIn(bob, "not the password"), 401, "wrong-credentials");
        admin.asks().body(Map.of("disabled", false)).put(at + "/state").then().statusCode(204);
        assertEnded(disabled);
        String loggedOut = signedIn(bob);
        admin.asks().delete(at + "/sessions").then().statusCode(204);
        assertEnded(loggedOut);
        String reset = signedIn(bob);
        String code =
                admin.asks().post(at + "/resets").then().statusCode(201).extract().path("code");
        by(reset).get("/api/v1/groups/mine").then().statusCode(200);
        nobody().body(Map.of("name", bob, "code", code, "password", "another password"))
                .post("/api/v1/password-resets")
                .then()
                .statusCode(204);
        assertEnded(reset);
        String own = signedIn(admin.name());
        refused(by(own).get("/api/v1/admin/accounts").then(), 403, "not-for-browsers");
    }

    @Test
    void oneThatIsNotUsedEnds() throws Exception {
        LoggedIn ann = loggedIn("ann");
        String cookie = signedIn(ann.name());
        changed(
                "seen_at = now() - interval '59 minutes', ends_at = now() + interval '1 minute'",
                ann);
        by(cookie).get("/api/v1/groups/mine").then().statusCode(200);
        String ends = by(cookie).get("/api/v1/browsers/current").then().extract().path("ends");
        assertTrue(Instant.parse(ends).isAfter(Instant.now().plusSeconds(50 * 60)), ends);
        changed("ends_at = now() - interval '1 second'", ann);
        assertEnded(cookie);
        ann.asks().get("/api/v1/devices").then().body("browsers", hasSize(0));
    }

    private static void changed(String what, LoggedIn person) throws Exception {
        List<String> rows =
                RunningTracker.database()
                        .rows(
                                "update browser set "
                                        + what
                                        + " where account_id = (select id from account"
                                        + " where name = ?) returning id",
                                person.name());
        assertEquals(1, rows.size());
    }

    @Test
    void theTwentyFirstTakesThePlaceOfTheFirst() {
        LoggedIn ann = loggedIn("ann");
        String first = signedIn(ann.name());
        String second = signedIn(ann.name());
        for (int others = 2; others <= 20; others++) {
            signedIn(ann.name());
        }
        assertEnded(first);
        by(second).get("/api/v1/groups/mine").then().statusCode(200);
        ann.asks().get("/api/v1/devices").then().body("browsers", hasSize(20));
    }

    @Test
    void wrongPasswordsAreLimitedAndToldAsThoseOfLogIns() {
        LoggedIn ann = loggedIn("ann");
        for (int tries = 0; tries < 5; tries++) {
            refused(signIn(ann.name(), "no password"), 401, "wrong-credentials");
        }
        refused(signIn(ann.name(), PASSWORD), 429, "too-many-attempts");
        refused(
                nobody().body(Map.of("name", ann.name(), "password", PASSWORD))
                        .post("/api/v1/sessions")
                        .then(),
                429,
                "too-many-attempts");
        stored(ann).body("stored.audit.what", hasItem("log-in-refused"));
        refused(signIn("", "x"), 401, "wrong-credentials");
        refused(
                page().body(Map.of("name", ann.name())).post("/api/v1/browsers").then(),
                400,
                "bad-request");
    }

    private static ValidatableResponse stored(LoggedIn person) {
        return person.asks().get("/api/v1/accounts/me/data").then().statusCode(200);
    }
}
