package p2p.tracker.audit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;

/** What an owner can look up afterwards. */
@ExtendWith(RunningTracker.class)
class AuditIT {

    @Test
    void anOwnerReadsWhatBecameOfRights() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann, bob);
        String member = "/api/v1/groups/{g}/members/{u}";
        ann.asks()
                .body(Map.of("role", "reader"))
                .put(member + "/role", group, bob.name())
                .then()
                .statusCode(204);
        ann.asks().delete(member, group, bob.name()).then().statusCode(204);
        audit(ann, group, "")
                .statusCode(200)
                .body(
                        "items.what",
                        contains(
                                "member-removed",
                                "role-changed",
                                "join-accepted",
                                "join-requested",
                                "group-created"))
                .body("items[1].user", equalTo(bob.name()))
                .body("items[1].details.role", equalTo("reader"))
                .body("items[1].details.by", equalTo(ann.name()))
                .body("next", nullValue());
        String next = audit(ann, group, "?limit=2").extract().path("next");
        audit(ann, group, "?after=" + next)
                .body("items.what", contains("join-accepted", "join-requested", "group-created"));
        refused(audit(ann, group, "?limit=0"), 400, "bad-request");
    }

    @Test
    void aRequestIsNamedInItsAnswerAndInTheAudit() {
        var ann = loggedIn("ann");
        String group = group(ann);
        var bob = loggedIn("bob");
        String asked = bob.asks().post("/api/v1/groups/{g}/requests", group).header("Request-Id");
        assertTrue(asked.matches("[0-9a-f]{16}"), asked);
        audit(ann, group, "")
                .body("items[0].what", equalTo("join-requested"))
                .body("items[0].details.request", equalTo(asked));
        Response again = bob.asks().post("/api/v1/groups/{g}/requests", group);
        refused(again.then(), 409, "already-requested");
        again.then().body("instance", equalTo("urn:p2p:request:" + again.header("Request-Id")));
        assertNotEquals(asked, again.header("Request-Id"));
        Response nothing = nobody().get("/no/such/page");
        nothing.then()
                .statusCode(404)
                .body("instance", equalTo("urn:p2p:request:" + nothing.header("Request-Id")));
    }

    @Test
    void nobodyElseReadsIt() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann, bob);
        refused(audit(bob, group, ""), 403, "not-the-owner");
        refused(audit(ann, "no-such-group", ""), 404, "no-such-group");
        refused(nobody().get("/api/v1/groups/{g}/audit", group).then(), 401, "not-logged-in");
    }

    @Test
    void whatIsUndoneLeavesNoEntry() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        ask(bob, group);
        refused(
                bob.asks().post("/api/v1/groups/{g}/requests", group).then(),
                409,
                "already-requested");
        audit(ann, group, "").body("items.what", contains("join-requested", "group-created"));
    }

    @Test
    void aWrongPasswordIsSeenByItsOwner() {
        var ann = loggedIn("ann");
        refused(
                nobody().body(Map.of("name", ann.name(), "password", "not the password"))
                        .post("/api/v1/sessions")
                        .then(),
                401,
                "wrong-credentials");
        ann.asks()
                .get("/api/v1/accounts/me/data")
                .then()
                .body("stored.audit.what", hasItem("log-in-refused"));
    }

    private static ValidatableResponse audit(LoggedIn who, String group, String query) {
        return who.asks().get("/api/v1/groups/{g}/audit" + query, group).then();
    }
}
