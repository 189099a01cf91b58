package p2p.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.GuardedTracker.REQUEST_BURST;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.tracker.People.LoggedIn;

/** What one account may have. */
@ExtendWith(GuardedTracker.class)
class BudgetsIT {

    private static final int PIECE = 256 << 10;
    private static final int PIECES = GuardedTracker.MOST_HASH_BYTES / 32 / 2 - 1;

    /** A tenth of it comes back each second; connections have a bound of their own. */
    @Test
    void whoAsksTooFastIsRefusedForAMomentAndNobodyElse() throws Exception {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        try (var client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = asksForOwn(client, ann);
            for (int i = 1; answer.statusCode() == 200 && i < 100 * REQUEST_BURST; i++) {
                answer = asksForOwn(client, ann);
            }
            assertEquals(429, answer.statusCode());
            assertTrue(answer.body().contains("urn:p2p:problem:too-fast"), answer.body());
            assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
            assertEquals(200, asksForOwn(client, bob).statusCode());
            await().atMost(30, SECONDS).until(() -> asksForOwn(client, ann).statusCode() == 200);
        }
    }

    private static HttpResponse<String> asksForOwn(HttpClient client, LoggedIn who)
            throws IOException, InterruptedException {
        var own = URI.create(RestAssured.baseURI + "/api/v1/groups/mine");
        return client.send(
                HttpRequest.newBuilder(own)
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Authorization", "Bearer " + who.token())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void nobodyOwnsMoreGroupsThanAllowed() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String first = group(ann, bob);
        for (int i = 1; i < GuardedTracker.MOST_GROUPS; i++) {
            create(ann).statusCode(201);
        }
        refused(create(ann), 409, "too-many-groups");
        create(bob).statusCode(201);
        ann.asks().delete("/api/v1/groups/{g}/members/me", first).then().statusCode(200);
        create(ann).statusCode(201);
    }

    private static ValidatableResponse create(LoggedIn owner) {
        return owner.asks().body(Map.of("name", freshName("group"))).post("/api/v1/groups").then();
    }

    @Test
    void nobodyAsksToJoinMoreGroupsThanAllowed() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String last = group(ann);
        String first = group(ann);
        People.ask(bob, first);
        for (int i = 1; i < GuardedTracker.MOST_REQUESTS; i++) {
            People.ask(bob, group(loggedIn("cem")));
        }
        refused(
                bob.asks().post("/api/v1/groups/{g}/requests", last).then(),
                409,
                "too-many-requests");
        bob.asks().delete("/api/v1/groups/{g}/requests/me", first).then().statusCode(204);
        People.ask(bob, last);
    }

    @Test
    void aGroupHasNoMoreOpenInvitationsThanAllowed() {
        var ann = loggedIn("ann");
        String group = group(ann);
        String code = invite(ann, group).statusCode(201).extract().path("code");
        for (int i = 1; i < GuardedTracker.MOST_INVITATIONS; i++) {
            invite(ann, group).statusCode(201);
        }
        refused(invite(ann, group), 409, "too-many-invitations");
        invite(ann, group(ann)).statusCode(201);
        loggedIn("bob")
                .asks()
                .body(Map.of("code", code))
                .post("/api/v1/invitations/acceptances")
                .then()
                .statusCode(200);
        invite(ann, group).statusCode(201);
        ann.asks()
                .get("/api/v1/groups/{g}/invitations", group)
                .then()
                .body("used", contains(0, 0, 0));
        refused(invite(ann, group), 409, "too-many-invitations");
    }

    private static ValidatableResponse invite(LoggedIn owner, String group) {
        return owner.asks().body("{}").post("/api/v1/groups/{g}/invitations", group).then();
    }

    @Test
    void nobodySharesMoreHashesThanAllowed() {
        var ann = loggedIn("ann");
        String group = group(ann);
        share(ann, group, "a", PIECES).statusCode(201);
        share(ann, group, "b", PIECES).statusCode(201);
        refused(share(ann, group, "c", PIECES), 409, "too-many-shares");
        share(ann, group, "small", 1).statusCode(201);
        ann.asks().delete("/api/v1/groups/{g}/shares?file=a", group).then().statusCode(204);
        share(ann, group, "c", PIECES).statusCode(201);
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOneBeforeAtTheLimit() {
        var ann = loggedIn("ann");
        String group = group(ann);
        share(ann, group, "a", PIECES).statusCode(201);
        share(ann, group, "b", PIECES).statusCode(201);
        share(ann, group, "a", PIECES - 1).statusCode(201).body("version", equalTo(2));
        refused(share(ann, group, "c", PIECES), 409, "too-many-shares");
    }

    private static ValidatableResponse share(
            LoggedIn person, String group, String name, int pieces) {
        Base64.Encoder base64 = Base64.getEncoder();
        var manifest =
                Map.of(
                        "size",
                        (long) pieces * PIECE,
                        "pieceSize",
                        PIECE,
                        "algorithm",
                        "sha-256",
                        "pieceHashes",
                        base64.encodeToString(new byte[32 * pieces]),
                        "fileHash",
                        base64.encodeToString(new byte[32]));
        return person.asks()
                .body(Map.of("file", name, "manifest", manifest))
                .post("/api/v1/groups/{g}/shares", group)
                .then();
    }
}
