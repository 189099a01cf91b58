package p2p.tracker.account;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.group;
import static p2p.tracker.People.logIn;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.ValidatableResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.tracker.People;
import p2p.tracker.RunningTracker;

@ExtendWith(RunningTracker.class)
class AccountsIT {

    @Test
    void anybodyCreatesAnAccount() {
        String name = freshName("Ann");
        create(name, PASSWORD).statusCode(201).body("name", equalTo(name));
    }

    @Test
    void aNameIsTakenHoweverItIsCapitalised() {
        String name = account("Ann");
        refused(create(name.toUpperCase(Locale.ROOT), PASSWORD), 409, "name-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "a b", "a/b", "é", "me", "Me", "a\u0000", "a\n"})
    void aBadNameIsRefused(String name) {
        refused(create(name, PASSWORD), 422, "bad-name");
    }

    @Test
    void aNameHasAtMost64Characters() {
        String name = freshName("n");
        String longest = name + "x".repeat(64 - name.length());
        create(longest, PASSWORD).statusCode(201);
        refused(create(longest + "x", PASSWORD), 422, "bad-name");
    }

    @Test
    void aPasswordHas8To256Characters() {
        refused(create(freshName("ann"), "1234567"), 422, "bad-password");
        refused(create(freshName("ann"), "x".repeat(257)), 422, "bad-password");
        refused(create(freshName("ann"), "\ud83d\ude80".repeat(7)), 422, "bad-password");
        create(freshName("ann"), "\ud83d\ude80".repeat(8)).statusCode(201);
        create(freshName("ann"), "12345678").statusCode(201);
        create(freshName("ann"), "x".repeat(256)).statusCode(201);
    }

    @Test
    void aNewPasswordReplacesTheOldOne() {
        var ann = loggedIn("ann");
        changePassword(ann, PASSWORD, "another password").statusCode(204);
        ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        refused(SessionsIT.tryLogIn(ann.name(), PASSWORD), 401, "wrong-credentials");
        SessionsIT.tryLogIn(ann.name(), "another password").statusCode(201);
    }

    @Test
    void aPasswordIsNotChangedWithoutTheOldOneOrToABadOne() {
        var ann = loggedIn("ann");
        refused(changePassword(ann, "wrong password", "another one"), 401, "wrong-credentials");
        refused(changePassword(ann, PASSWORD, "short"), 422, "bad-password");
        ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        logIn(ann.name());
    }

    @Test
    void aDeletedAccountIsGoneWithItsSessionAndItsNameIsFree() {
        var ann = loggedIn("ann");
        delete(ann, PASSWORD).statusCode(204);
        refused(ann.asks().get("/api/v1/sessions/current").then(), 401, "not-logged-in");
        refused(SessionsIT.tryLogIn(ann.name(), PASSWORD), 401, "wrong-credentials");
        create(ann.name(), PASSWORD).statusCode(201);
    }

    @Test
    void whatIsStoredAboutAPersonIsToldToThatPersonAlone() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        ask(bob, group);
        ann.asks()
                .get("/api/v1/accounts/me/data")
                .then()
                .statusCode(200)
                .body("user", equalTo(ann.name()))
                .body("stored.account.name", contains(ann.name()))
                .body("stored.account[0].mostDevices", equalTo(1))
                .body("stored.sessions.address", contains("127.0.0.1"))
                .body("stored.devices", hasSize(1))
                .body("stored.memberships.group", contains(group))
                .body("stored.memberships.role", contains("OWNER"))
                .body("stored.requests", empty())
                .body("stored.shares", empty());
        bob.asks()
                .get("/api/v1/accounts/me/data")
                .then()
                .body("stored.account.name", contains(bob.name()))
                .body("stored.requests.group", contains(group))
                .body("stored.memberships", empty());
        refused(nobody().get("/api/v1/accounts/me/data").then(), 401, "not-logged-in");
    }

    @Test
    void anAccountIsNotDeletedWithoutItsPassword() {
        var ann = loggedIn("ann");
        refused(delete(ann, "wrong password"), 401, "wrong-credentials");
        ann.asks().get("/api/v1/sessions/current").then().statusCode(200);
    }

    @Test
    void nobodyDeletesOrChangesAnAccount() {
        refused(
                nobody().body(Map.of("password", PASSWORD)).delete("/api/v1/accounts/me").then(),
                401,
                "not-logged-in");
        refused(
                nobody().body(Map.of("oldPassword", PASSWORD, "newPassword", PASSWORD))
                        .put("/api/v1/accounts/me/password")
                        .then(),
                401,
                "not-logged-in");
    }

    @Test
    void theGroupsOfADeletedAccountPassOnOrGo() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String passedOn = People.group(ann, bob);
        String alone = People.group(ann);
        String asked = People.group(bob);
        People.ask(ann, asked);
        delete(ann, PASSWORD).statusCode(204);
        bob.asks()
                .get("/api/v1/groups/{g}", passedOn)
                .then()
                .statusCode(200)
                .body("owner", equalTo(bob.name()))
                .body("members.size()", equalTo(1));
        refused(bob.asks().get("/api/v1/groups/{g}", alone).then(), 404, "no-such-group");
        bob.asks()
                .get("/api/v1/groups/{g}/requests", asked)
                .then()
                .statusCode(200)
                .body("size()", equalTo(0));
    }

    private static ValidatableResponse create(String name, String password) {
        return nobody().body(Map.of("name", name, "password", password))
                .post("/api/v1/accounts")
                .then();
    }

    private static ValidatableResponse delete(People.LoggedIn person, String password) {
        return person.asks()
                .body(Map.of("password", password))
                .delete("/api/v1/accounts/me")
                .then();
    }

    private static ValidatableResponse changePassword(
            People.LoggedIn person, String oldPassword, String newPassword) {
        return person.asks()
                .body(Map.of("oldPassword", oldPassword, "newPassword", newPassword))
                .put("/api/v1/accounts/me/password")
                .then();
    }
}
