package p2p.tracker.retry;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import p2p.tracker.People;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.catalog.Manifests;

/** Whatever changes something and is sent twice with one key happens once. */
@QuarkusTest
class RetriesTest {

    private static final String HEADER = "Idempotency-Key";

    private final String key = UUID.randomUUID().toString();

    private RequestSpecification asks(LoggedIn person) {
        return person.asks().header(HEADER, key);
    }

    @Test
    void whatIsMadeIsMadeOnceAndAnsweredAsTheFirstTime() {
        var ann = loggedIn("ann");
        Map<String, String> body = Map.of("name", freshName("group"));
        Supplier<Response> make = () -> asks(ann).body(body).post("/api/v1/groups");
        assertAnsweredAlike(201, make);
        refused(ann.asks().body(body).post("/api/v1/groups").then(), 409, "name-taken");

        var bob = loggedIn("bob");
        String group = group(ann);
        assertAnsweredAlike(201, () -> asks(bob).post("/api/v1/groups/{g}/requests", group));

        var share = Manifests.share("x", "one");
        assertAnsweredAlike(
                201,
                () ->
                        ann.asks()
                                .header(HEADER, key + "-share")
                                .body(share)
                                .post("/api/v1/groups/{g}/shares", group));
    }

    @Test
    void aDecisionIsTakenOnce() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        ask(bob, group);
        Supplier<Response> accept =
                () -> asks(ann).post("/api/v1/groups/{g}/requests/{u}/accept", group, bob.name());
        assertAnsweredAlike(204, accept);
        bob.asks().delete("/api/v1/groups/{g}/members/me", group).then().statusCode(200);
        ask(bob, group);
        assertAnsweredAlike(204, accept);
        assertEquals(
                1,
                ann.asks().get("/api/v1/groups/{g}", group).jsonPath().getList("members").size());
    }

    @Test
    void whoLeavesIsToldTheSameAgain() {
        var ann = loggedIn("ann");
        String group = group(ann, loggedIn("bob"));
        assertAnsweredAlike(200, () -> asks(ann).delete("/api/v1/groups/{g}/members/me", group));
    }

    @Test
    void aRefusalIsNotKept() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String name = freshName("group");
        Supplier<Response> request = () -> asks(bob).post("/api/v1/groups/{g}/requests", name);
        refused(request.get().then(), 404, "no-such-group");
        ann.asks().body(Map.of("name", name)).post("/api/v1/groups").then().statusCode(201);
        assertAnsweredAlike(201, request);
    }

    @Test
    void aKeyIsGoodForOneRequestOfOnePerson() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String name = freshName("group");
        asks(ann).body(Map.of("name", name)).post("/api/v1/groups").then().statusCode(201);
        refused(
                asks(ann).body(Map.of("name", freshName("group"))).post("/api/v1/groups").then(),
                422,
                "key-reused");
        refused(asks(ann).delete("/api/v1/groups/{g}/members/me", name).then(), 422, "key-reused");
        asks(bob)
                .body(Map.of("name", freshName("group")))
                .post("/api/v1/groups")
                .then()
                .statusCode(201);
    }

    @Test
    void aKeyThatCouldBeGuessedIsRefused() {
        var ann = loggedIn("ann");
        for (String bad : List.of("short", "with a space in the middle", "x".repeat(129))) {
            refused(
                    ann.asks()
                            .header(HEADER, bad)
                            .body(Map.of("name", freshName("group")))
                            .post("/api/v1/groups")
                            .then(),
                    400,
                    "bad-request");
        }
    }

    @Test
    void ofTwoAtOnceOneIsCarriedOut() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<Response>> all =
                    IntStream.range(0, 8)
                            .mapToObj(_ ->
                                    CompletableFuture.supplyAsync(
                                            () ->
                                                    asks(bob)
                                                            .post(
                                                                    "/api/v1/groups/{g}/requests",
                                                                    group),
                                            threads))
                            .toList();
            String first = all.getFirst().join().body().asString();
            for (CompletableFuture<Response> one : all) {
                one.join().then().statusCode(201).body(equalTo(first));
            }
        }
    }

    @Test
    void anAccountIsMadeOnce() {
        String name = freshName("dan");
        var body = Map.of("name", name, "password", PASSWORD);
        assertAnsweredAlike(
                201, () -> nobody().header(HEADER, key).body(body).post("/api/v1/accounts"));
        refused(
                nobody().header(HEADER, key)
                        .body(Map.of("name", name, "password", "another password"))
                        .post("/api/v1/accounts")
                        .then(),
                422,
                "key-reused");
        refused(nobody().body(body).post("/api/v1/accounts").then(), 409, "name-taken");
    }

    @Test
    void aLogInIsAnsweredWithTheSameTokenAndNeverOpensAnotherSession() {
        String name = People.account("eve");
        var body = Map.of("name", name, "password", PASSWORD, "listen", "192.0.2.7:" + port());
        Supplier<Response> logIn =
                () -> nobody().header(HEADER, key).body(body).post("/api/v1/sessions");
        Response first = logIn.get();
        Response second = logIn.get();
        second.then().statusCode(201).body("since", equalTo((String) first.path("since")));
        assertEquals((String) first.path("token"), second.path("token"));
        assertEquals(200, current(first));
        refused(nobody().body(body).post("/api/v1/sessions").then(), 409, "already-logged-in");
        refused(
                nobody().header(HEADER, key)
                        .body(Map.of("name", name, "password", PASSWORD))
                        .post("/api/v1/sessions")
                        .then(),
                422,
                "key-reused");
        refused(
                nobody().header(HEADER, key)
                        .body(Map.of("name", name, "password", "not the password"))
                        .post("/api/v1/sessions")
                        .then(),
                401,
                "wrong-credentials");
        given().auth()
                .oauth2(first.path("token"))
                .delete("/api/v1/sessions/current")
                .then()
                .statusCode(204);
        Response later = nobody().body(body).post("/api/v1/sessions");
        assertNotEquals((String) first.path("token"), later.path("token"));
        logIn.get().then().statusCode(201).body("token", equalTo((String) first.path("token")));
        assertEquals(401, current(first));
        assertEquals(200, current(later));
    }

    private static int port() {
        return 1024 + Math.floorMod(UUID.randomUUID().hashCode(), 60_000);
    }

    private static int current(Response logIn) {
        String token = logIn.path("token");
        return given().auth().oauth2(token).get("/api/v1/sessions/current").statusCode();
    }

    @Test
    void aLogOutIsAnsweredAgainThoughTheSessionIsGone() {
        var ann = loggedIn("ann");
        assertAnsweredAlike(204, () -> asks(ann).delete("/api/v1/sessions/current"));
        refused(ann.asks().delete("/api/v1/sessions/current").then(), 401, "not-logged-in");
        refused(asks(ann).get("/api/v1/sessions/current").then(), 401, "not-logged-in");
        refused(asks(ann).delete("/api/v1/accounts/me").then(), 422, "key-reused");
    }

    @Test
    void anAccountIsDeletedOnceAndThatIsAnsweredAgain() {
        var ann = loggedIn("ann");
        assertAnsweredAlike(
                204,
                () -> asks(ann).body(Map.of("password", PASSWORD)).delete("/api/v1/accounts/me"));
        nobody().body(Map.of("name", ann.name(), "password", PASSWORD))
                .post("/api/v1/accounts")
                .then()
                .statusCode(201);
    }

    @Test
    void aPasswordIsChangedOnce() {
        var ann = loggedIn("ann");
        var change = Map.of("oldPassword", PASSWORD, "newPassword", "another password");
        assertAnsweredAlike(204, () -> asks(ann).body(change).put("/api/v1/accounts/me/password"));
        refused(
                ann.asks().body(change).put("/api/v1/accounts/me/password").then(),
                401,
                "wrong-credentials");
    }

    private static void assertAnsweredAlike(int status, Supplier<Response> request) {
        Response first = request.get();
        first.then().statusCode(status);
        request.get().then().statusCode(status).body(equalTo(first.body().asString()));
    }
}
