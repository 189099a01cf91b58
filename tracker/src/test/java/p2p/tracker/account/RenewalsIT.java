package p2p.tracker.account;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.HostPort;
import p2p.protocol.api.Renewal;
import p2p.protocol.peer.DeviceProof;
import p2p.protocol.peer.Fingerprint;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;

/** What the key of somebody's device is good for, and who else has no use of it. */
@ExtendWith(RunningTracker.class)
class RenewalsIT {

    private TestDevice device;
    private TestDevice other;

    private LoggedIn ann;

    @BeforeEach
    void logIn() throws Exception {
        device = TestDevice.make();
        other = TestDevice.make();
        ann = logIn(account("ann"), device.fingerprint());
    }

    private static LoggedIn logIn(String name, Fingerprint device) {
        String token =
                nobody().body(
                                Map.of(
                                        "name",
                                        name,
                                        "password",
                                        PASSWORD,
                                        "takeover",
                                        true,
                                        "device",
                                        device.hex()))
                        .post("/api/v1/sessions")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("token");
        return new LoggedIn(name, token);
    }

    private static ValidatableResponse renewed(Map<String, Object> body) {
        return nobody().body(body).post("/api/v1/sessions/renewals").then();
    }

    /** The tracker's time; later than any that was asked for before. */
    private static Instant now() {
        String now = nobody().get("/api/v1/time").then().statusCode(200).extract().path("now");
        return Instant.parse(now);
    }

    private static void isLoggedIn(String token) {
        new LoggedIn("", token).asks().get("/api/v1/sessions/current").then().statusCode(200);
    }

    private static void isLoggedOut(String token) {
        refused(
                new LoggedIn("", token).asks().get("/api/v1/sessions/current").then(),
                401,
                "not-logged-in");
    }

    @Test
    void theDevicesKeyIsAsGoodAsThePassword() throws Exception {
        var listen = new HostPort("127.0.0.1", 17_101);
        String token =
                renewed(device.renewal(ann.name(), now(), listen))
                        .statusCode(201)
                        .body("user", equalTo(ann.name()))
                        .extract()
                        .path("token");

        assertNotEquals(ann.token(), token);
        isLoggedOut(ann.token());
        new LoggedIn(ann.name(), token)
                .asks()
                .get("/api/v1/sessions/current")
                .then()
                .body("user", equalTo(ann.name()))
                .body("listen", equalTo("127.0.0.1:17101"));
        String next =
                renewed(device.renewal(ann.name(), now(), null))
                        .statusCode(201)
                        .extract()
                        .path("token");
        isLoggedOut(token);
        isLoggedIn(next);
    }

    @Test
    void whoHasSleptForAnHourGoesOn() throws Exception {
        for (String passed :
                List.of(
                        "update device set since = since - interval '1 hour',"
                                + " proved_at = proved_at - interval '1 hour'"
                                + " where account_id = (select id from account where name = ?)"
                                + " returning id",
                        "delete from session"
                                + " where account_id = (select id from account where name = ?)"
                                + " returning id")) {
            assertEquals(1, RunningTracker.database().rows(passed, ann.name()).size());
        }
        isLoggedOut(ann.token());
        String token =
                renewed(device.renewal(ann.name(), now(), null))
                        .statusCode(201)
                        .extract()
                        .path("token");
        isLoggedIn(token);
    }

    @Test
    void aProofServesOnceAndOnlyNow() throws Exception {
        Instant at = now();
        var body = new HashMap<>(device.renewal(ann.name(), at, null));
        String token = renewed(body).statusCode(201).extract().path("token");
        refused(renewed(body), 409, "stale-proof");

        body.put("at", at.plusNanos(1000).toString());
        refused(renewed(body), 409, "stale-proof");
        Instant now = now();
        for (Duration off : List.of(Duration.ofMinutes(2), Duration.ofMinutes(-2))) {
            refused(renewed(device.renewal(ann.name(), now.plus(off), null)), 409, "stale-proof");
        }
        isLoggedIn(token);
    }

    @Test
    void ofManyWhoSendOneProofOneIsLetIn() throws Exception {
        Map<String, Object> body = device.renewal(ann.name(), now(), null);
        Callable<Integer> send = () -> renewed(body).extract().statusCode();
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(List.of(send, send, send, send))) {
                answers.add(answer.get());
            }
        }
        answers.sort(null);
        assertEquals(List.of(201, 409, 409, 409), answers);
    }

    @Test
    void nothingButThatKeyOpensTheAccount() throws Exception {
        Instant now = now();
        String name = ann.name();
        String statement = Renewal.statement(name, now, null);
        String stranger = account("bob");
        byte[] signature = device.proves(statement).signature();
        byte[] changed = signature.clone();
        changed[changed.length - 1] ^= 1;

        for (Map<String, Object> body :
                List.of(
                        other.renewal(name, now, null),
                        device.renewal(stranger, now, null),
                        device.renewal("no name", now, null),
                        TestDevice.body(
                                name, now, null, new DeviceProof(device.certificate(), changed)),
                        TestDevice.body(
                                name,
                                now,
                                null,
                                new DeviceProof(
                                        device.certificate(), other.proves(statement).signature())),
                        TestDevice.body(
                                name,
                                now,
                                new HostPort("127.0.0.1", 17_102),
                                new DeviceProof(device.certificate(), signature)),
                        TestDevice.body(
                                name,
                                now.plusMillis(1),
                                null,
                                new DeviceProof(device.certificate(), signature)))) {
            refused(renewed(body), 401, "unknown-device");
        }
        isLoggedIn(ann.token());
    }

    @Test
    void anotherKindOfKeyIsNoDevice() throws Exception {
        TestDevice large = TestDevice.on("secp521r1");
        LoggedIn eve = logIn(account("eve"), large.fingerprint());
        refused(renewed(large.renewal(eve.name(), now(), null)), 401, "unknown-device");

        byte[] junk = "this is no certificate".getBytes(StandardCharsets.UTF_8);
        LoggedIn mal = logIn(account("mal"), Fingerprint.of(junk));
        refused(
                renewed(TestDevice.body(mal.name(), now(), null, new DeviceProof(junk, junk))),
                401,
                "unknown-device");
    }

    @Test
    void whatIsIncompleteIsRefused() throws Exception {
        Map<String, Object> whole = device.renewal(ann.name(), now(), null);
        for (String missing : List.of("name", "at", "proof")) {
            var body = new HashMap<>(whole);
            body.remove(missing);
            refused(renewed(body), 400, "bad-request");
        }
        var body = new HashMap<>(whole);
        body.put("proof", Map.of("certificate", device.certificate()));
        refused(renewed(body), 400, "bad-request");
        isLoggedIn(ann.token());
    }

    @Test
    void afterALogOutOnlyThePasswordHelps() throws Exception {
        ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        refused(renewed(device.renewal(ann.name(), now(), null)), 401, "unknown-device");
    }

    @Test
    void aLogInElsewhereTakesTheDevicesPlace() throws Exception {
        LoggedIn elsewhere = logIn(ann.name(), other.fingerprint());
        refused(renewed(device.renewal(ann.name(), now(), null)), 401, "unknown-device");
        isLoggedIn(elsewhere.token());

        nobody().body(Map.of("name", ann.name(), "password", PASSWORD, "takeover", true))
                .post("/api/v1/sessions")
                .then()
                .statusCode(201);
        refused(renewed(other.renewal(ann.name(), now(), null)), 401, "unknown-device");
    }

    @Test
    void aDeletedAccountHasNoDevice() throws Exception {
        ann.asks().body(Map.of("password", PASSWORD)).delete("/api/v1/accounts/me");
        refused(renewed(device.renewal(ann.name(), now(), null)), 401, "unknown-device");
    }
}
