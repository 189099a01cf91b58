package p2p.tracker.request;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static p2p.tracker.People.refused;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
    void itIsAliveAndReadyWithADatabase() throws IOException {
        for (String at : List.of("", RunningTracker.operator())) {
            for (String what : List.of("started", "live", "ready")) {
                given().get(at + "/q/health/" + what)
                        .then()
                        .statusCode(200)
                        .body("status", equalTo("UP"));
            }
        }
        given().head("/q/health/ready").then().statusCode(200);
        given().get(RunningTracker.operator() + "/q/health/ready")
                .then()
                .body("checks.name.toString()", containsString("Database"));
    }

    @Test
    void strangersAreToldNothingThatIsItsOperators() throws IOException {
        assertEquals("{\"status\":\"UP\"}", given().get("/q/health/ready").asString());
        for (String path :
                List.of(
                        "/q/metrics",
                        "/q/metrics/",
                        "/q/../q/metrics",
                        "//q/metrics",
                        "/q/%6Detrics",
                        "/api/v1/../../q/metrics",
                        "/q/health",
                        "/q/health/well",
                        "/q/health/group",
                        "/q/swagger-ui/",
                        "/q/swagger-ui/index.html",
                        "/q/arc/beans",
                        "/q/")) {
            refused(given().urlEncodingEnabled(false).get(path).then(), 404, "not-found");
        }
        given().get(RunningTracker.operator() + "/api/v1/trackers").then().statusCode(404);
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
    void typesAreDescribedAsTheyAreInJson() {
        given().get("/q/openapi?format=json")
                .then()
                .body("components.schemas.FileId.type", equalTo("string"))
                .body("components.schemas.HostPort.type", equalTo("string"))
                .body("components.schemas.ShareInfo.properties.file.type", equalTo("string"))
                .body(
                        "components.schemas.InvitationInfo.properties.note.type",
                        equalTo(List.of("string", "null")))
                .body(
                        "components.schemas.GroupInfo.properties.role.anyOf.type",
                        equalTo(Arrays.asList(null, "null")))
                .body(
                        "components.schemas.PageGroupInfo.properties.next.type",
                        equalTo(List.of("string", "null")));
    }

    @Test
    void whatStrangersPutIntoPathsIsNotCountedOnItsOwn() throws IOException {
        People.nobody().patch("/api/v1/groups/made-up/owner").then().statusCode(405);
        given().get(RunningTracker.operator() + "/q/metrics")
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
    void theApiCanBeReadInABrowser() throws IOException {
        given().get(RunningTracker.operator() + "/q/swagger-ui/").then().statusCode(200);
    }

    @Test
    void thereAreFiguresOfLogInsSessionsGroupsAndRequests() throws IOException {
        People.group(People.loggedIn("ann"));
        given().get(RunningTracker.operator() + "/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("p2p_logins_total{outcome=\"granted\"}"))
                .body(matchesRegex("(?s).*\\np2p_sessions [1-9].*"))
                .body(matchesRegex("(?s).*\\np2p_groups [1-9].*"))
                .body(containsString("http_server_requests_seconds"));
    }
}
