package p2p.tracker.account;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.logIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.Tracker;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.postgres.PostgresForTests;

/** Who may make an account where not everybody may. */
class RegistrationIT {

    private static final String CODE_OF_NOBODY = "0".repeat(26);

    private final ScratchDatabase database = PostgresForTests.freshDatabase();

    @TempDir Path folder;

    @Test
    void anAdministratorAloneMakesAccountsAndThenWhoIsInvitedDoes() throws Exception {
        Path list = Tracker.list(folder, 1);
        try (var open = run(list, "open")) {
            RestAssured.baseURI = open.awaitReady().url();
            create("ann", null).statusCode(201);
            try (Connection connection = database.connect()) {
                assertEquals(
                        Optional.of("ann"), new AdministratorsByHand(connection).set("ann", true));
            }
        }
        LoggedIn ann;
        try (var closed = run(list, "closed")) {
            RestAssured.baseURI = closed.awaitReady().url();
            refused(create("bob", null), 403, "registration-closed");
            refused(create("bob", CODE_OF_NOBODY), 403, "registration-closed");
            refused(create("ann", null), 403, "registration-closed");
            ann = logIn("ann");
            ann.asks()
                    .body(Map.of("name", "bob"))
                    .post("/api/v1/admin/accounts")
                    .then()
                    .statusCode(201);
        }
        try (var invited = run(list, "invited")) {
            RestAssured.baseURI = invited.awaitReady().url();
            ann.asks().body(Map.of("name", "films")).post("/api/v1/groups").then().statusCode(201);
            var invitation = invitation(ann);
            String code = invitation.extract().path("code");
            int id = invitation.extract().path("invitation.id");
            refused(create("cid", null), 403, "invitation-needed");
            refused(create("cid", CODE_OF_NOBODY), 404, "no-such-invitation");
            create("cid", code).statusCode(201).body("name", equalTo("cid"));
            logIn("cid")
                    .asks()
                    .body(Map.of("code", code))
                    .post("/api/v1/invitations/acceptances")
                    .then()
                    .statusCode(200);
            refused(create("dot", code), 410, "invitation-ended");
            ann.asks().delete("/api/v1/groups/films/invitations/{id}", id).then().statusCode(204);
            refused(create("dot", code), 404, "no-such-invitation");
            refused(
                    nobody().body(Map.of("name", "dot", "password", PASSWORD))
                            .post("/api/v1/sessions")
                            .then(),
                    401,
                    "wrong-credentials");
        }
    }

    @Test
    void anotherWordIsRefusedAtTheStart() throws Exception {
        try (var tracker = run(Tracker.list(folder, 1), "maybe")) {
            assertEquals(1, tracker.awaitExit(), tracker::errors);
            assertTrue(
                    tracker.errors()
                            .matches(
                                    "The tracker could not start: the value of P2P_REGISTRATION cannot be used; .*\n"),
                    tracker::errors);
        }
    }

    private Tracker run(Path list, String registration) throws Exception {
        var environment = new HashMap<>(database.environment());
        environment.put("P2P_REGISTRATION", registration);
        return Tracker.run(folder, environment, list.toString(), "1");
    }

    private static ValidatableResponse invitation(LoggedIn by) {
        return by.asks()
                .body(Map.of("uses", 1))
                .post("/api/v1/groups/films/invitations")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse create(String name, @Nullable String invitation) {
        var body = new HashMap<>(Map.of("name", name, "password", PASSWORD));
        if (invitation != null) {
            body.put("invitation", invitation);
        }
        return nobody().body(body).post("/api/v1/accounts").then();
    }
}
