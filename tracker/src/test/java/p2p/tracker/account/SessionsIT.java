package p2p.tracker.account;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.logIn;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.tracker.RunningTracker;

@ExtendWith(RunningTracker.class)
class SessionsIT {

    static ValidatableResponse tryLogIn(String name, String password) {
        return logInWith(Map.of("name", name, "password", password));
    }

    private static ValidatableResponse logInWith(Map<String, Object> body) {
        return nobody().body(body).post("/api/v1/sessions").then();
    }

    @Test
    void theNameIsShownAsItWasFirstWritten() {
        String name = account("Ann");
        tryLogIn(name.toUpperCase(Locale.ROOT), PASSWORD)
                .statusCode(201)
                .body("user", equalTo(name))
                .body("token", matchesRegex("[A-Za-z0-9_-]{43}"));
    }

    private static String withoutRequest(ValidatableResponse refusal) {
        return refusal.extract().asString().replaceFirst("urn:p2p:request:[0-9a-f]{16}", "");
    }

    @Test
    void oneLearnsNotWhetherTheAccountExists() {
        ValidatableResponse wrong = tryLogIn(account("ann"), "wrong password");
        ValidatableResponse unknown = tryLogIn(freshName("nobody"), "wrong password");
        refused(wrong, 401, "wrong-credentials");
        refused(unknown, 401, "wrong-credentials");
        assertEquals(withoutRequest(wrong), withoutRequest(unknown));
        refused(tryLogIn("not a name", "wrong password"), 401, "wrong-credentials");
    }

    @Test
    void theSessionSaysWhoseItIsAndWhereFrom() {
        String name = account("ann");
        String token =
                logInWith(Map.of("name", name, "password", PASSWORD, "listen", "127.0.0.1:17001"))
                        .statusCode(201)
                        .extract()
                        .path("token");
        RestAssured.given()
                .auth()
                .oauth2(token)
                .get("/api/v1/sessions/current")
                .then()
                .statusCode(200)
                .body("user", equalTo(name))
                .body("address", equalTo("127.0.0.1"))
                .body("listen", equalTo("127.0.0.1:17001"));
        loggedIn("bob").asks().get("/api/v1/sessions/current").then().body("listen", nullValue());
    }

    @Test
    void aSecondLogInIsRefusedSayingFromWhereAndSinceWhen() {
        String name = account("ann");
        String since =
                logInWith(Map.of("name", name, "password", PASSWORD, "listen", "127.0.0.1:17002"))
                        .extract()
                        .path("since");
        ValidatableResponse second = tryLogIn(name, PASSWORD);
        refused(second, 409, "already-logged-in");
        second.body(
                "detail",
                allOf(
                        containsString("127.0.0.1:17002"),
                        containsString("from 127.0.0.1"),
                        containsString(since)));
    }

    @Test
    void aTakeoverEndsTheFirstSession() {
        var first = loggedIn("ann");
        String token =
                logInWith(Map.of("name", first.name(), "password", PASSWORD, "takeover", true))
                        .statusCode(201)
                        .extract()
                        .path("token");
        refused(first.asks().get("/api/v1/sessions/current").then(), 401, "not-logged-in");
        RestAssured.given()
                .auth()
                .oauth2(token)
                .get("/api/v1/sessions/current")
                .then()
                .statusCode(200);
    }

    @Test
    void oneAddressHasOneSession() {
        String ann = account("ann");
        String bob = account("bob");
        logInWith(Map.of("name", ann, "password", PASSWORD, "listen", "Localhost:17003"))
                .statusCode(201);
        refused(
                logInWith(Map.of("name", bob, "password", PASSWORD, "listen", "localhost:17003")),
                409,
                "address-in-use");
        logInWith(Map.of("name", bob, "password", PASSWORD, "listen", "localhost:17004"))
                .statusCode(201);
        logInWith(
                        Map.of(
                                "name",
                                ann,
                                "password",
                                PASSWORD,
                                "listen",
                                "localhost:17003",
                                "takeover",
                                true))
                .statusCode(201);
    }

    @Test
    void logOutEndsTheSessionAtOnce() {
        var ann = loggedIn("ann");
        ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        refused(ann.asks().get("/api/v1/sessions/current").then(), 401, "not-logged-in");
        refused(ann.asks().delete("/api/v1/sessions/current").then(), 401, "not-logged-in");
        logIn(ann.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer x",
                "Basic YTpi",
                "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer ' or 1=1 --AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoTokenLogsNobodyIn(String authorization) {
        ValidatableResponse response =
                nobody().header("Authorization", authorization)
                        .get("/api/v1/sessions/current")
                        .then();
        refused(response, 401, "not-logged-in");
        response.header("WWW-Authenticate", "Bearer");
    }

    @Test
    void aFloodFromOneAddressDoesNotKeepTheOwnerOutFromAnother() throws Exception {
        String ann = account("ann");
        for (int i = 0; i < 5; i++) {
            refused(tryLogIn(ann, "wrong password"), 401, "wrong-credentials");
        }
        ValidatableResponse sixth = tryLogIn(ann, PASSWORD);
        refused(sixth, 429, "too-many-attempts");
        sixth.header("Retry-After", matchesRegex("[1-9][0-9]?"));
        try (var elsewhere =
                HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.2")).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create(RestAssured.baseURI + "/api/v1/sessions"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"name\":\"%s\",\"password\":\"%s\"}"
                                                    .formatted(ann, PASSWORD)))
                            .build();
            assertEquals(
                    201,
                    elsewhere.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }
}
