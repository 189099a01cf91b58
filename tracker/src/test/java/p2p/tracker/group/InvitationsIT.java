package p2p.tracker.group;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.tracker.People;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;

@ExtendWith(RunningTracker.class)
class InvitationsIT {

    private static final String INVITATIONS = "/api/v1/groups/{g}/invitations";
    private static final String ACCEPTANCES = "/api/v1/invitations/acceptances";

    private final LoggedIn ann = loggedIn("ann");
    private final LoggedIn bob = loggedIn("bob");
    private final LoggedIn cem = loggedIn("cem");
    private final String group = group(ann);

    @Test
    void whoHasTheCodeJoinsOnce() {
        var granted = make(ann, Map.of("note", "for Bob"));
        String code = granted.extract().path("code");
        int id = granted.extract().path("invitation.id");
        Instant made = Instant.parse(granted.extract().path("invitation.made"));
        Instant expires = Instant.parse(granted.extract().path("invitation.expires"));
        assertEquals(Duration.ofDays(7), Duration.between(made, expires));
        granted.body("code", matchesPattern("[0-9a-v]{26}"))
                .body("invitation.group", equalTo(group))
                .body("invitation.madeBy", equalTo(ann.name()))
                .body("invitation.note", equalTo("for Bob"));
        accept(bob, code)
                .statusCode(200)
                .body("group", equalTo(group))
                .body("owner", equalTo(ann.name()))
                .body("members", equalTo(2))
                .body("standing", equalTo("member"));
        members(bob).body("members.user", contains(ann.name(), bob.name()));
        refused(accept(cem, code), 410, "invitation-ended");
        refused(members(cem), 403, "not-a-member");
        list(ann)
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].id", equalTo(id))
                .body("[0].uses", equalTo(1))
                .body("[0].used", equalTo(1))
                .body("[0].open", equalTo(false))
                .body("toString()", not(matchesPattern("(?s).*" + code + ".*")));
    }

    @Test
    void aMemberUsesNothing() {
        String code = code(ann, Map.of("uses", 2));
        refused(accept(ann, code), 409, "already-a-member");
        accept(bob, code).statusCode(200);
        refused(accept(bob, code), 409, "already-a-member");
        list(ann).body("[0].used", equalTo(1)).body("[0].open", equalTo(true));
        accept(cem, code).statusCode(200);
        refused(accept(cem, code), 409, "already-a-member");
        list(ann).body("[0].used", equalTo(2)).body("[0].open", equalTo(false));
    }

    @Test
    void aRequestIsDoneWith() {
        People.ask(bob, group);
        accept(bob, code(ann, Map.of())).statusCode(200);
        ann.asks()
                .get("/api/v1/groups/{g}/requests", group)
                .then()
                .statusCode(200)
                .body("", hasSize(0));
    }

    @Test
    void whoeverWasRemovedNeedsAnother() {
        String code = code(ann, Map.of());
        accept(bob, code).statusCode(200);
        ann.asks()
                .delete("/api/v1/groups/{g}/members/{u}", group, bob.name())
                .then()
                .statusCode(204);
        refused(accept(bob, code), 410, "invitation-ended");
        accept(bob, code(ann, Map.of())).statusCode(200);
    }

    @Test
    void whatIsRevokedIsUnknown() {
        var granted = make(ann, Map.of("uses", 3));
        String code = granted.extract().path("code");
        int id = granted.extract().path("invitation.id");
        accept(bob, code).statusCode(200);
        refused(revoke(bob, group, id), 404, "no-such-invitation");
        refused(revoke(cem, group, id), 403, "not-a-member");
        refused(revoke(ann, group(ann), id), 404, "no-such-invitation");
        revoke(ann, group.toUpperCase(Locale.ROOT), id).statusCode(204);
        refused(revoke(ann, group, id), 404, "no-such-invitation");
        refused(accept(cem, code), 404, "no-such-invitation");
        members(bob).statusCode(200);
        list(ann).body("", hasSize(0));
    }

    @Test
    void whatHasExpiredIsNotTaken() throws IOException, SQLException {
        var granted = make(ann, Map.of());
        int id = granted.extract().path("invitation.id");
        RunningTracker.database()
                .rows(
                        "update invitation set expires_at = now() - interval '1 second'"
                                + " where id = ? returning id",
                        (long) id);
        var answer = accept(bob, granted.extract().path("code"));
        refused(answer, 410, "invitation-ended");
        answer.body(
                "detail",
                equalTo(
                        "This invitation to '%s' has expired; ask '%s' for another one."
                                .formatted(group, ann.name())));
        refused(members(bob), 403, "not-a-member");
        list(ann).body("[0].open", equalTo(false)).body("[0].used", equalTo(0));
    }

    @Test
    void itGoesWithItsGroup() {
        String code = code(ann, Map.of());
        ann.asks().delete("/api/v1/groups/{g}/members/me", group).then().statusCode(200);
        refused(accept(bob, code), 404, "no-such-invitation");
        refused(list(ann), 404, "no-such-group");
    }

    @Test
    void itStaysWhoeverOwnsTheGroup() {
        String code = code(ann, Map.of("uses", 2));
        accept(bob, code).statusCode(200);
        var proof = Map.of("password", People.PASSWORD);
        ann.asks().body(proof).delete("/api/v1/accounts/me").then().statusCode(204);
        accept(cem, code).statusCode(200).body("owner", equalTo(bob.name()));
        list(bob).body("[0].madeBy", nullValue()).body("[0].used", equalTo(2));
    }

    @Test
    void whoIsLetInInvitesNobodyUnlessTheOwnerSaysSo() {
        accept(bob, code(ann, Map.of())).statusCode(200);
        refused(tryMake(bob, Map.of()), 403, "not-a-moderator");
        refused(tryMake(cem, Map.of()), 403, "not-a-member");
        refused(list(cem), 403, "not-a-member");
        refused(
                ann.asks().body("{}").post(INVITATIONS, "no-such-group").then(),
                404,
                "no-such-group");
        refused(nobody().body("{}").post(INVITATIONS, group).then(), 401, "not-logged-in");
        refused(nobody().get(INVITATIONS, group).then(), 401, "not-logged-in");
        refused(nobody().delete(INVITATIONS + "/1", group).then(), 401, "not-logged-in");
        refused(nobody().body("{}").post(ACCEPTANCES).then(), 401, "not-logged-in");
    }

    @Test
    void whatItSaysHasBounds() {
        for (int uses : new int[] {0, -1, 1001}) {
            refused(tryMake(ann, Map.of("uses", uses)), 400, "bad-request");
        }
        for (long seconds : new long[] {0, 59, 7_776_001, Long.MIN_VALUE, Long.MAX_VALUE}) {
            refused(tryMake(ann, Map.of("seconds", seconds)), 400, "bad-request");
        }
        for (String note : List.of("", " ", "x".repeat(201), "two\nlines", "a\u202eb")) {
            refused(tryMake(ann, Map.of("note", note)), 422, "bad-name");
        }
        list(ann).body("", hasSize(0));
        make(ann, Map.of("uses", 1000, "seconds", 7_776_000, "note", "x".repeat(200)));
        make(ann, Map.of("uses", 1, "seconds", 60, "note", "für Zoë 🎈"));
        list(ann).body("uses", contains(1000, 1)).body("[1].note", equalTo("für Zoë 🎈"));
        refused(bob.asks().body("{}").post(ACCEPTANCES).then(), 400, "bad-request");
    }

    @Test
    void wrongCodesAreLimitedAndARightOneCostsNothing() {
        String code = code(ann, Map.of("uses", 20));
        for (int i = 0; i < 12; i++) {
            accept(bob, code).statusCode(i == 0 ? 200 : 409);
        }
        for (int i = 0; i < 10; i++) {
            refused(accept(cem, "0".repeat(25) + i), 404, "no-such-invitation");
        }
        var limited = accept(cem, code);
        refused(limited, 429, "too-many-attempts");
        limited.header("Retry-After", matchesPattern("[0-9]+"));
        refused(members(cem), 403, "not-a-member");
    }

    @Test
    void whatIsSentAgainIsDoneOnceAndHasTheSameCode() {
        String key = "a key of its own " + group;
        var body = new HashMap<String, Object>(Map.of("uses", 2));
        String code =
                keyed(ann, key.replace(' ', '-')).body(body).post(INVITATIONS, group).path("code");
        String again =
                keyed(ann, key.replace(' ', '-')).body(body).post(INVITATIONS, group).path("code");
        assertEquals(code, again);
        list(ann).body("", hasSize(1));
        String other =
                keyed(ann, "another-" + group + "-of-ann")
                        .body(body)
                        .post(INVITATIONS, group)
                        .path("code");
        assertNotEquals(code, other);
        for (int i = 0; i < 2; i++) {
            keyed(bob, "bobs-" + group + "-acceptance")
                    .body(Map.of("code", code))
                    .post(ACCEPTANCES)
                    .then()
                    .statusCode(200)
                    .body("group", equalTo(group));
        }
        list(ann).body("used", contains(1, 0));
    }

    private static RequestSpecification keyed(LoggedIn person, String key) {
        return person.asks().header("Idempotency-Key", key);
    }

    private ValidatableResponse tryMake(LoggedIn person, Map<String, ?> body) {
        return person.asks().body(body).post(INVITATIONS, group).then();
    }

    private ValidatableResponse make(LoggedIn person, Map<String, ?> body) {
        return tryMake(person, body).statusCode(201);
    }

    private String code(LoggedIn person, Map<String, ?> body) {
        return make(person, body).extract().path("code");
    }

    private static ValidatableResponse accept(LoggedIn person, String code) {
        return person.asks().body(Map.of("code", code)).post(ACCEPTANCES).then();
    }

    private ValidatableResponse list(LoggedIn person) {
        return person.asks().get(INVITATIONS, group).then();
    }

    private static ValidatableResponse revoke(LoggedIn person, String of, int id) {
        return person.asks().delete(INVITATIONS + "/{id}", of, id).then();
    }

    private ValidatableResponse members(LoggedIn person) {
        return person.asks().get("/api/v1/groups/{g}", group).then();
    }
}
