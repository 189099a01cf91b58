package p2p.tracker.request;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.tracker.People;
import p2p.tracker.RunningTracker;
import p2p.tracker.refusal.Refusal;

/** What operators and programmers see of a tracker. */
@ExtendWith(RunningTracker.class)
class OperationsIT {

    @Test
    void itIsAliveAndReadyWithADatabase() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name.toString()", containsString("Database"));
    }

    @Test
    void everyOperationIsDescribed() {
        Map<String, Map<String, Map<String, Object>>> paths =
                given().get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("paths");
        assertNotNull(paths.get("/api/v1/groups/{group}/requests/{user}/accept"));
        assertAll(
                paths.entrySet().stream()
                        .flatMap(path ->
                                path.getValue().entrySet().stream()
                                        .filter(o -> o.getValue().containsKey("responses"))
                                        .map(o ->
                                                () ->
                                                        assertDescribed(
                                                                path.getKey(), o.getValue()))));
    }

    @Test
    void whatStrangersPutIntoPathsIsNotCountedOnItsOwn() {
        People.nobody().patch("/api/v1/groups/made-up/owner").then().statusCode(405);
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("status=\"405\",uri=\"OTHER\""))
                .body(not(containsString("made-up")));
    }

    private static void assertDescribed(String path, Map<String, Object> operation) {
        assertNotNull(operation.get("summary"), path);
        assertNotNull(operation.get("description"), path);
        var responses = (Map<?, ?>) operation.getOrDefault("responses", Map.of());
        assertNotNull(responses.get("default"), path);
        responses.values().stream()
                .map(response -> ((Map<?, ?>) response).get("content"))
                .filter(Objects::nonNull)
                .flatMap(content -> ((Map<?, ?>) content).values().stream())
                .forEach(type -> assertNotNull(((Map<?, ?>) type).get("example"), path));
    }

    @Test
    void everyRefusalHasATypeOfItsOwn() {
        String[] types = Arrays.stream(Refusal.values()).map(Refusal::type).toArray(String[]::new);
        assertEquals(types.length, Arrays.stream(types).distinct().count());
        assertEquals("urn:p2p:problem:no-such-group", Refusal.NO_SUCH_GROUP.type());
    }

    @Test
    void theApiCanBeTriedInABrowser() {
        given().get("/q/swagger-ui/").then().statusCode(200);
    }

    @Test
    void thereAreFiguresOfLogInsSessionsGroupsAndRequests() {
        People.group(People.loggedIn("ann"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("p2p_logins_total{outcome=\"granted\"}"))
                .body(matchesRegex("(?s).*\\np2p_sessions [1-9].*"))
                .body(matchesRegex("(?s).*\\np2p_groups [1-9].*"))
                .body(containsString("http_server_requests_seconds"));
    }
}
