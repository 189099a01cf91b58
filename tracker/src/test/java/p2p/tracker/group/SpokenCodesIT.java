package p2p.tracker.group;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.SpokenCode;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;

/** Links that are read out as six words. */
@ExtendWith(RunningTracker.class)
class SpokenCodesIT {

    private static final String INVITATIONS = "/api/v1/groups/{g}/invitations";

    private final LoggedIn ann = loggedIn("ann");
    private final LoggedIn bob = loggedIn("bob");
    private final String group = group(ann);
    private final ValidatableResponse invitation = invitation(Map.of());
    private final String code = invitation.extract().path("code");
    private final int id = invitation.extract().path("invitation.id");

    @Test
    void theWordsLeadToTheLink() {
        Instant before = Instant.now();
        var made =
                ask(ann, code, "holiday.mkv")
                        .statusCode(201)
                        .body("words", matchesPattern("[a-z]{4,8}(-[a-z]{4,8}){5}"));
        Instant expires = Instant.parse(made.extract().path("expires"));
        assertTrue(Duration.between(before, expires).compareTo(Duration.ofMinutes(16)) < 0);
        for (int i = 0; i < 7; i++) {
            read(made.extract().path("words"))
                    .statusCode(200)
                    .body("group", equalTo(group))
                    .body("code", equalTo(code))
                    .body("file", equalTo("holiday.mkv"));
        }
    }

    @Test
    void theLatestWordsAreTheOnesThatWork() {
        String first = words();
        String second = words();
        assertNotEquals(first, second);
        refused(read(first), 404, "no-such-invitation");
        read(second).statusCode(200).body("code", equalTo(code)).body("file", nullValue());
    }

    @Test
    void fiveWrongTriesEndThem() {
        String words = words();
        SpokenCode right = SpokenCode.parse(words);
        var wrong = new SpokenCode(right.which(), right.secret() ^ 1);
        for (int i = 0; i < 4; i++) {
            refused(read(wrong.words()), 404, "no-such-invitation");
        }
        read(words).statusCode(200);
        refused(read(wrong.words()), 404, "no-such-invitation");
        refused(read(words), 404, "no-such-invitation");
    }

    @Test
    void theyEndByTimeAndWithTheInvitation() throws IOException, SQLException {
        String words = words();
        int which = SpokenCode.parse(words).which();
        RunningTracker.database()
                .rows(
                        "update spoken_code set expires_at = now() - interval '1 second'"
                                + " where which = ? returning which",
                        which);
        refused(read(words), 404, "no-such-invitation");
        String again = words();
        ann.asks().delete(INVITATIONS + "/{id}", group, id).then().statusCode(204);
        refused(read(again), 404, "no-such-invitation");
    }

    @Test
    void whatIsUsedUpIsSaidSo() {
        String words = words();
        bob.asks()
                .body(Map.of("code", code))
                .post("/api/v1/invitations/acceptances")
                .then()
                .statusCode(200);
        refused(read(words), 410, "invitation-ended");
        refused(ask(ann, code, null), 410, "invitation-ended");
    }

    @Test
    void onlyWhoMayRevokeItAndHasItsCodeGetsWords() {
        refused(ask(bob, code, null), 403, "not-a-member");
        refused(ask(ann, "0".repeat(26), null), 404, "no-such-invitation");
        refused(
                ask(ann, invitation(Map.of()).extract().path("code"), null),
                404,
                "no-such-invitation");
        refused(ask(ann, null, null), 400, "bad-request");
        refused(ask(ann, code, "../x"), 422, "bad-name");
        refused(
                nobody().body(Map.of("code", code))
                        .post(INVITATIONS + "/{id}/words", group, id)
                        .then(),
                401,
                "not-logged-in");
    }

    @Test
    void whatIsNoCodeIsRefusedBeforeItIsLookedFor() {
        for (String words : List.of("", "able", "able able able able able abel", "x".repeat(300))) {
            refused(read(words), 400, "bad-request");
        }
        refused(nobody().body("{}").post("/api/v1/invitations/links").then(), 400, "bad-request");
    }

    @Test
    void whatIsSentAgainHasTheSameWords() {
        String key = "words-of-" + group;
        String first = keyed(key).extract().path("words");
        assertEquals(first, keyed(key).extract().path("words"));
        read(first).statusCode(200).body("code", equalTo(code));
    }

    private ValidatableResponse keyed(String key) {
        return ann.asks()
                .header("Idempotency-Key", key)
                .body(Map.of("code", code))
                .post(INVITATIONS + "/{id}/words", group, id)
                .then()
                .statusCode(201);
    }

    private ValidatableResponse invitation(Map<String, ?> body) {
        return ann.asks().body(body).post(INVITATIONS, group).then().statusCode(201);
    }

    private String words() {
        return ask(ann, code, null).statusCode(201).extract().path("words");
    }

    private ValidatableResponse ask(LoggedIn person, @Nullable String code, @Nullable String file) {
        var body = new HashMap<String, @Nullable String>();
        body.put("code", code);
        body.put("file", file);
        return person.asks().body(body).post(INVITATIONS + "/{id}/words", group, id).then();
    }

    private static ValidatableResponse read(String words) {
        return nobody().body(Map.of("words", words)).post("/api/v1/invitations/links").then();
    }
}
