package p2p.tracker;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import p2p.protocol.api.Problem;

/** People of whom tests need some, each with a name that nobody has had before. */
public final class People {

    public static final String PASSWORD = "a password";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private People() {}

    /** Somebody who is logged in. */
    public record LoggedIn(String name, String token) {

        /** A request of theirs. */
        public RequestSpecification asks() {
            return given().auth().oauth2(token).contentType(ContentType.JSON);
        }
    }

    public static String freshName(String prefix) {
        return prefix + "-" + NUMBER.incrementAndGet();
    }

    public static RequestSpecification nobody() {
        return given().contentType(ContentType.JSON);
    }

    /** An account with {@link #PASSWORD}. */
    public static String account(String prefix) {
        String name = freshName(prefix);
        nobody().body(Map.of("name", name, "password", PASSWORD))
                .post("/api/v1/accounts")
                .then()
                .statusCode(201)
                .body("name", equalTo(name));
        return name;
    }

    public static LoggedIn loggedIn(String prefix) {
        return logIn(account(prefix));
    }

    public static LoggedIn logIn(String name) {
        String token =
                nobody().body(Map.of("name", name, "password", PASSWORD))
                        .post("/api/v1/sessions")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("token");
        return new LoggedIn(name, token);
    }

    /** A new group of this owner's, with these members in this order. */
    public static String group(LoggedIn owner, LoggedIn... members) {
        String group = freshName("group");
        owner.asks().body(Map.of("name", group)).post("/api/v1/groups").then().statusCode(201);
        for (LoggedIn member : members) {
            ask(member, group);
            owner.asks()
                    .post("/api/v1/groups/{g}/requests/{u}/accept", group, member.name())
                    .then()
                    .statusCode(204);
        }
        return group;
    }

    public static void ask(LoggedIn person, String group) {
        person.asks().post("/api/v1/groups/{g}/requests", group).then().statusCode(201);
    }

    /** Checks that the answer is this refusal, with a sentence. */
    public static void refused(ValidatableResponse response, int status, String type) {
        response.statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo(Problem.TYPE_PREFIX + type))
                .body("status", equalTo(status));
        String detail = response.extract().path("detail");
        if (!detail.matches("\\S.*[.]") || detail.contains("Exception")) {
            throw new AssertionError("no sentence: " + detail);
        }
    }
}
