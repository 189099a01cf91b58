package p2p.tracker.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.group;
import static p2p.tracker.People.logIn;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;
import static p2p.tracker.account.SessionsIT.tryLogIn;

import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;

/** What an administrator may do to the accounts of others. */
@ExtendWith(RunningTracker.class)
class AdministrationIT {

    private static final String ACCOUNTS = "/api/v1/admin/accounts";
    private static final String ACCOUNT = ACCOUNTS + "/{name}";

    private LoggedIn admin;

    @BeforeEach
    void administrator() throws IOException, SQLException {
        admin = loggedIn("admin");
        assertEquals(Optional.of(admin.name()), set(admin.name(), true));
    }

    private static Optional<String> set(String name, boolean administrator)
            throws IOException, SQLException {
        try (Connection connection = RunningTracker.database().connect()) {
            return new AdministratorsByHand(connection).set(name, administrator);
        }
    }

    @Test
    void accountsAreListedInPages() {
        String part = freshName("page");
        List<String> names =
                List.of(account(part), account(part.toUpperCase(Locale.ROOT)), account(part));
        String next =
                admin.asks()
                        .get(ACCOUNTS + "?match={m}&limit=2", part)
                        .then()
                        .statusCode(200)
                        .body("items.name", contains(names.get(0), names.get(1)))
                        .body("items[0].administrator", equalTo(false))
                        .body("items[0].online", equalTo(false))
                        .body("items[0].disabled", nullValue())
                        .extract()
                        .path("next");
        admin.asks()
                .get(ACCOUNTS + "?match={m}&limit=2&after={a}", part, next)
                .then()
                .body("items.name", contains(names.get(2)))
                .body("next", nullValue());
        admin.asks()
                .get(ACCOUNTS + "?match={m}", admin.name())
                .then()
                .body("items.name", contains(admin.name()))
                .body("items[0].administrator", equalTo(true))
                .body("items[0].online", equalTo(true));
        refused(admin.asks().get(ACCOUNTS + "?limit=501").then(), 400, "bad-request");
        refused(admin.asks().get(ACCOUNTS + "?after={a}", "\0").then(), 400, "bad-request");
        refused(admin.asks().get(ACCOUNTS + "?match={m}", "a b").then(), 400, "bad-request");
    }

    @Test
    void aDisabledAccountEndsAndNobodyLogsInToItUntilItIsEnabled() {
        var bob = loggedIn("bob");
        String group = group(bob);
        setDisabled(admin, bob.name(), true).statusCode(204);
        refused(bob.asks().get("/api/v1/sessions/current").then(), 401, "not-logged-in");
        refused(tryLogIn(bob.name(), PASSWORD), 403, "account-disabled");
        refused(tryLogIn(bob.name(), "not the password"), 401, "wrong-credentials");
        admin.asks()
                .get(ACCOUNTS + "?match={m}", bob.name())
                .then()
                .body("items[0].disabled", notNullValue());
        setDisabled(admin, bob.name(), false).statusCode(204);
        logIn(bob.name())
                .asks()
                .get("/api/v1/groups/{g}", group)
                .then()
                .statusCode(200)
                .body("owner", equalTo(bob.name()));
    }

    @Test
    void aKeyRenewsNothingWhileTheAccountIsDisabled() throws Exception {
        var device = TestDevice.make();
        String bob = account("bob");
        logInWithKey(bob, device);
        renew(bob, device).statusCode(201);
        setDisabled(admin, bob, true).statusCode(204);
        refused(renew(bob, device), 403, "account-disabled");
        setDisabled(admin, bob, false).statusCode(204);
        renew(bob, device).statusCode(201);
    }

    @Test
    void whoIsLoggedOutEverywhereNeedsThePassword() throws Exception {
        var device = TestDevice.make();
        String bob = account("bob");
        logInWithKey(bob, device);
        admin.asks().delete(ACCOUNT + "/sessions", bob).then().statusCode(204);
        refused(renew(bob, device), 401, "unknown-device");
        logIn(bob);
    }

    @Test
    void aCodeSetsANewPasswordOnce() {
        var bob = loggedIn("bob");
        String code = reset(bob.name());
        bob.asks().get("/api/v1/sessions/current").then().statusCode(200);
        refused(redeem(bob.name(), "0".repeat(32), "a new password"), 401, "wrong-credentials");
        refused(redeem(bob.name(), code, "short"), 422, "bad-password");
        redeem(bob.name(), code, "a new password").statusCode(204);
        refused(bob.asks().get("/api/v1/sessions/current").then(), 401, "not-logged-in");
        refused(tryLogIn(bob.name(), PASSWORD), 401, "wrong-credentials");
        tryLogIn(bob.name(), "a new password").statusCode(201);
        refused(redeem(bob.name(), code, "another one"), 401, "wrong-credentials");
    }

    @Test
    void aCodeIsForOneAccountForADayAndAnotherOneTakesItsPlace() throws Exception {
        String bob = account("bob");
        String cid = account("cid");
        String first = reset(bob);
        refused(redeem(cid, first, "a new password"), 401, "wrong-credentials");
        String second = reset(bob);
        refused(redeem(bob, first, "a new password"), 401, "wrong-credentials");
        RunningTracker.database()
                .rows(
                        "update password_reset set ends_at = now() where account_id ="
                                + " (select id from account where name = ?) returning 1",
                        bob);
        refused(redeem(bob, second, "a new password"), 401, "wrong-credentials");
    }

    @Test
    void aCodeIsVoidOnceItsOwnerHasChangedThePassword() {
        var bob = loggedIn("bob");
        String code = reset(bob.name());
        bob.asks()
                .body(Map.of("oldPassword", PASSWORD, "newPassword", "another one"))
                .put("/api/v1/accounts/me/password")
                .then()
                .statusCode(204);
        refused(redeem(bob.name(), code, "a new password"), 401, "wrong-credentials");
    }

    @Test
    void whoWaitsForAnotherChangeUndoesNothingOfIt() throws Exception {
        String bob = account("bob");
        String code = reset(bob);
        try (Connection other = RunningTracker.database().connect();
                var change =
                        other.prepareStatement(
                                "update account set disabled_at = now() where name = ?");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            change.setString(1, bob);
            assertEquals(1, change.executeUpdate());
            Future<ValidatableResponse> redeemed =
                    threads.submit(() -> redeem(bob, code, "a new password"));
            await().atMost(10, SECONDS)
                    .until(() ->
                            !RunningTracker.database()
                                    .rows(
                                            "select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                                                    + " and datname = current_database()")
                                    .isEmpty());
            other.commit();
            redeemed.get(10, SECONDS).statusCode(204);
        }
        refused(tryLogIn(bob, "a new password"), 403, "account-disabled");
    }

    @Test
    void aStateThatSaysNothingIsRefused() {
        String bob = account("bob");
        refused(
                admin.asks().body(Map.of()).put(ACCOUNT + "/state", bob).then(),
                400,
                "bad-request");
    }

    @Test
    void anAdministratorMakesAccountsWhosePasswordNobodyKnows() {
        String bob = freshName("bob");
        String code =
                admin.asks()
                        .body(Map.of("name", bob))
                        .post(ACCOUNTS)
                        .then()
                        .statusCode(201)
                        .body("name", equalTo(bob))
                        .extract()
                        .path("code");
        redeem(bob, code, PASSWORD).statusCode(204);
        logIn(bob);
        refused(admin.asks().body(Map.of("name", bob)).post(ACCOUNTS).then(), 409, "name-taken");
        refused(admin.asks().body(Map.of("name", "a b")).post(ACCOUNTS).then(), 422, "bad-name");
    }

    @Test
    void whatIsSentAgainHasTheSameCode() {
        String bob = freshName("bob");
        String key = UUID.randomUUID().toString();
        String first = createWithKey(bob, key);
        assertEquals(first, createWithKey(bob, key));
        redeem(bob, first, PASSWORD).statusCode(204);
    }

    private String createWithKey(String name, String key) {
        return admin.asks()
                .header("Idempotency-Key", key)
                .body(Map.of("name", name))
                .post(ACCOUNTS)
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    @Test
    void aDeletedAccountPassesItsGroupsOn() {
        var bob = loggedIn("bob");
        var cid = loggedIn("cid");
        String group = group(bob, cid);
        admin.asks().delete(ACCOUNT, bob.name()).then().statusCode(204);
        refused(tryLogIn(bob.name(), PASSWORD), 401, "wrong-credentials");
        cid.asks()
                .get("/api/v1/groups/{g}", group)
                .then()
                .body("owner", equalTo(cid.name()))
                .body("members", hasSize(1));
        refused(admin.asks().delete(ACCOUNT, bob.name()).then(), 404, "no-such-account");
    }

    @Test
    void nobodyElseMayDoAnyOfIt() throws IOException, SQLException {
        var eve = loggedIn("eve");
        String bob = account("bob");
        String sentence = "not-an-administrator";
        refused(eve.asks().get(ACCOUNTS).then(), 403, sentence);
        refused(eve.asks().body(Map.of("name", "x")).post(ACCOUNTS).then(), 403, sentence);
        refused(setDisabled(eve, bob, true), 403, sentence);
        refused(setDisabled(eve, bob, false), 403, sentence);
        refused(eve.asks().delete(ACCOUNT + "/sessions", bob).then(), 403, sentence);
        refused(eve.asks().post(ACCOUNT + "/resets", bob).then(), 403, sentence);
        refused(eve.asks().delete(ACCOUNT, bob).then(), 403, sentence);
        refused(nobody().get(ACCOUNTS).then(), 401, "not-logged-in");
        logIn(bob);
        assertEquals(Optional.of(admin.name()), set(admin.name().toUpperCase(Locale.ROOT), false));
        refused(admin.asks().get(ACCOUNTS).then(), 403, sentence);
        assertEquals(Optional.empty(), set("no-such-account", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "delete"})
    void nobodyDoesItToThemselvesByASlip(String deed) {
        refused(
                deed.equals("disable")
                        ? setDisabled(admin, admin.name(), true)
                        : admin.asks().delete(ACCOUNT, admin.name()).then(),
                400,
                "bad-request");
    }

    @Test
    void whatWasDoneToSomebodyIsInTheirAudit() {
        var bob = loggedIn("bob");
        setDisabled(admin, bob.name(), true).statusCode(204);
        setDisabled(admin, bob.name(), false).statusCode(204);
        logIn(bob.name())
                .asks()
                .get("/api/v1/accounts/me/data")
                .then()
                .body("stored.audit.what", hasItem("account-administered"))
                .body(
                        "stored.audit.findAll { it.what == 'session-ended' }.details",
                        hasItem(startsWith("{\"reason\":\"account-disabled\",")));
    }

    private static void logInWithKey(String name, TestDevice device) {
        nobody().body(
                        Map.of(
                                "name",
                                name,
                                "password",
                                PASSWORD,
                                "device",
                                device.fingerprint().hex()))
                .post("/api/v1/sessions")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse renew(String name, TestDevice device) throws Exception {
        String now = nobody().get("/api/v1/time").then().extract().path("now");
        return nobody().body(device.renewal(name, Instant.parse(now), null))
                .post("/api/v1/sessions/renewals")
                .then();
    }

    private static ValidatableResponse setDisabled(LoggedIn by, String name, boolean disabled) {
        return by.asks().body(Map.of("disabled", disabled)).put(ACCOUNT + "/state", name).then();
    }

    private String reset(String name) {
        return admin.asks()
                .post(ACCOUNT + "/resets", name)
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    private static ValidatableResponse redeem(String name, String code, String password) {
        return nobody().body(Map.of("name", name, "code", code, "password", password))
                .post("/api/v1/password-resets")
                .then();
    }
}
