package p2p.tracker.group;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.ValidatableResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;

@ExtendWith(RunningTracker.class)
class RequestsIT {

    private static final String REQUESTS = "/api/v1/groups/{g}/requests";

    @Test
    void aStrangerAsksAndTheOwnerSeesIt() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        var cem = loggedIn("cem");
        String group = group(ann);
        ask(cem, group.toUpperCase(Locale.ROOT))
                .statusCode(201)
                .body("group", equalTo(group))
                .body("user", equalTo(cem.name()));
        ask(bob, group).statusCode(201);
        list(ann, group).statusCode(200).body("user", contains(cem.name(), bob.name()));
        refused(ask(bob, group), 409, "already-requested");
        refused(ask(bob, "no-such-group"), 404, "no-such-group");
    }

    @Test
    void thoseWhoAskComeInPages() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        var cem = loggedIn("cem");
        String group = group(ann);
        ask(bob, group).statusCode(201);
        ask(cem, group).statusCode(201);
        String next =
                ann.asks()
                        .get("/api/v1/groups/{g}/candidates?limit=1", group)
                        .then()
                        .statusCode(200)
                        .body("items.user", contains(bob.name()))
                        .extract()
                        .path("next");
        decide(ann, group, bob.name(), "accept").statusCode(204);
        ann.asks()
                .get("/api/v1/groups/{g}/candidates?limit=1&after={a}", group, next)
                .then()
                .body("items.user", contains(cem.name()))
                .body("next", nullValue());
        refused(
                bob.asks().get("/api/v1/groups/{g}/candidates", group).then(),
                403,
                "not-a-moderator");
        refused(cem.asks().get("/api/v1/groups/{g}/candidates", group).then(), 403, "not-a-member");
    }

    @Test
    void membersAndTheOwnerNeedNotAsk() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann, bob);
        refused(ask(ann, group), 409, "already-a-member");
        refused(ask(bob, group), 409, "already-a-member");
        list(ann, group).body("size()", equalTo(0));
    }

    @Test
    void aRequestIsWithdrawnOnce() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        refused(withdraw(bob, group), 404, "no-such-request");
        ask(bob, group).statusCode(201);
        withdraw(bob, group).statusCode(204);
        refused(withdraw(bob, group), 404, "no-such-request");
        refused(decide(ann, group, bob.name(), "accept"), 404, "no-such-request");
        refused(withdraw(bob, "no-such-group"), 404, "no-such-group");
        ask(bob, group).statusCode(201);
    }

    @Test
    void theOwnerAcceptsOnce() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        ask(bob, group).statusCode(201);
        decide(ann, group, bob.name(), "accept").statusCode(204);
        refused(decide(ann, group, bob.name(), "accept"), 409, "already-a-member");
        refused(decide(ann, group, bob.name(), "reject"), 409, "already-a-member");
        refused(decide(ann, group, ann.name(), "accept"), 409, "already-a-member");
        list(ann, group).body("size()", equalTo(0));
        bob.asks()
                .get("/api/v1/groups/{g}", group)
                .then()
                .body("members.user", contains(ann.name(), bob.name()));
    }

    @Test
    void theOwnerRejectsAndTheyMayAskAgain() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        ask(bob, group).statusCode(201);
        decide(ann, group, bob.name(), "reject").statusCode(204);
        refused(decide(ann, group, bob.name(), "reject"), 404, "no-such-request");
        refused(bob.asks().get("/api/v1/groups/{g}", group).then(), 403, "not-a-member");
        ask(bob, group).statusCode(201);
    }

    @Test
    void whoNeverAskedIsNotAccepted() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        refused(decide(ann, group, bob.name(), "accept"), 404, "no-such-request");
        refused(decide(ann, group, "nobody-at-all", "accept"), 404, "no-such-request");
        refused(decide(ann, group, "no%name", "reject"), 404, "no-such-request");
        refused(decide(ann, "no-such-group", bob.name(), "accept"), 404, "no-such-group");
    }

    @Test
    void membersAndStrangersNeitherSeeNorDecide() {
        var ann = loggedIn("ann");
        var member = loggedIn("bob");
        var requester = loggedIn("cem");
        var stranger = loggedIn("dan");
        String group = group(ann, member);
        ask(requester, group).statusCode(201);
        for (LoggedIn person : new LoggedIn[] {member, requester, stranger}) {
            String why = person.equals(member) ? "not-a-moderator" : "not-a-member";
            refused(list(person, group), 403, why);
            refused(decide(person, group, requester.name(), "accept"), 403, why);
            refused(decide(person, group, requester.name(), "reject"), 403, why);
        }
        refused(nobody().get(REQUESTS, group).then(), 401, "not-logged-in");
        refused(nobody().post(REQUESTS, group).then(), 401, "not-logged-in");
        refused(nobody().delete(REQUESTS + "/me", group).then(), 401, "not-logged-in");
        for (String decision : new String[] {"accept", "reject"}) {
            refused(
                    nobody().post(REQUESTS + "/{u}/" + decision, group, requester.name()).then(),
                    401,
                    "not-logged-in");
        }
        list(ann, group).body("user", contains(requester.name()));
    }

    private static ValidatableResponse ask(LoggedIn person, String group) {
        return person.asks().post(REQUESTS, group).then();
    }

    private static ValidatableResponse withdraw(LoggedIn person, String group) {
        return person.asks().delete(REQUESTS + "/me", group).then();
    }

    private static ValidatableResponse list(LoggedIn person, String group) {
        return person.asks().get(REQUESTS, group).then();
    }

    private static ValidatableResponse decide(
            LoggedIn owner, String group, String user, String decision) {
        return owner.asks().post(REQUESTS + "/{u}/" + decision, group, user).then();
    }
}
