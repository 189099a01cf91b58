package p2p.tracker.account;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;
import static p2p.tracker.session.AnnAndBob.serve;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.HostPort;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.Renewal;
import p2p.protocol.peer.DeviceProof;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.People;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.session.AttachedPeer;

/** Whose a fingerprint is: of who has proved its key, and of nobody who only names it. */
@ExtendWith(RunningTracker.class)
class ProvedLogInIT {

    private TestDevice device;
    private TestDevice other;

    @BeforeEach
    void makeDevices() throws Exception {
        device = TestDevice.make();
        other = TestDevice.make();
    }

    private static ValidatableResponse logIn(Map<String, Object> body) {
        return nobody().body(body).post("/api/v1/sessions").then();
    }

    private static Instant now() {
        String now = nobody().get("/api/v1/time").then().statusCode(200).extract().path("now");
        return Instant.parse(now);
    }

    private LoggedIn proved(String name, TestDevice device) throws Exception {
        return new LoggedIn(
                name,
                logIn(device.logIn(name, now(), null)).statusCode(201).extract().path("token"));
    }

    private static Map<String, Object> unproved(String name, Fingerprint device) {
        return Map.of("name", name, "password", PASSWORD, "takeover", true, "device", device.hex());
    }

    private static PeerMessage.Hello hello(int port, Fingerprint fingerprint) {
        return new PeerMessage.Hello(
                Messages.VERSION,
                "test",
                new HostPort("127.0.0.1", port),
                fingerprint,
                Encryption.OFF);
    }

    private static void isLoggedIn(String token) {
        new LoggedIn("", token).asks().get("/api/v1/sessions/current").then().statusCode(200);
    }

    @Test
    void whoProvesTheKeyIsLetIn() throws Exception {
        String ann = account("ann");
        var listen = new HostPort("127.0.0.1", 17_111);
        String token =
                logIn(device.logIn(ann, now(), listen))
                        .statusCode(201)
                        .body("user", equalTo(ann))
                        .extract()
                        .path("token");
        isLoggedIn(token);
        nobody().body(device.renewal(ann, now(), null))
                .post("/api/v1/sessions/renewals")
                .then()
                .statusCode(201);
    }

    @Test
    void aProofServesOnceAndOnlyNow() throws Exception {
        String ann = account("ann");
        Map<String, Object> body = device.logIn(ann, now(), null);
        String token = logIn(body).statusCode(201).extract().path("token");
        refused(logIn(body), 409, "stale-proof");

        Instant now = now();
        for (Duration off : List.of(Duration.ofMinutes(2), Duration.ofMinutes(-2))) {
            refused(logIn(device.logIn(ann, now.plus(off), null)), 409, "stale-proof");
        }
        refused(logIn(device.logIn(ann, now.plusNanos(1000), null)), 409, "stale-proof");
        isLoggedIn(token);
    }

    @Test
    void aProofIsForOneNameTimeAndAddressByOneKey() throws Exception {
        String ann = account("ann");
        String bob = account("bob");
        Instant now = now();
        DeviceProof proof = device.proves(LogIn.statement(ann, now, null));
        DeviceProof renewal = device.proves(Renewal.statement(ann, now, null));
        var byOther =
                new DeviceProof(
                        device.certificate(),
                        other.proves(LogIn.statement(ann, now, null)).signature());
        for (Map<String, Object> body :
                List.of(
                        device.logIn(bob, now, null, proof),
                        device.logIn(ann, now.plusMillis(1), null, proof),
                        device.logIn(ann, now, new HostPort("127.0.0.1", 17_112), proof),
                        device.logIn(ann, now, null, renewal),
                        device.logIn(ann, now, null, byOther))) {
            refused(logIn(body), 403, "unproved-device");
        }
    }

    @Test
    void whatIsIncompleteIsRefused() throws Exception {
        String ann = account("ann");
        Map<String, Object> whole = device.logIn(ann, now(), null);
        for (String missing : List.of("at", "proof", "device")) {
            var body = new HashMap<>(whole);
            body.remove(missing);
            refused(logIn(body), 400, "bad-request");
        }
        var body = new HashMap<>(whole);
        body.put("proof", Map.of("certificate", device.certificate()));
        refused(logIn(body), 400, "bad-request");
        body = new HashMap<>(whole);
        body.put("device", other.fingerprint().hex());
        refused(logIn(body), 400, "bad-request");
    }

    @Test
    void aKeyThatSomebodyHasProvedNeedsAProof() throws Exception {
        LoggedIn ann = proved(account("ann"), device);
        String mal = account("mal");
        refused(logIn(unproved(mal, device.fingerprint())), 403, "unproved-device");
        isLoggedIn(ann.token());

        logIn(unproved(mal, other.fingerprint())).statusCode(201);
        logIn(unproved(ann.name(), device.fingerprint())).statusCode(201);
    }

    @Test
    void whoNamesAFingerprintThatIsProvedIsTurnedAway() throws Exception {
        try (var two = new AnnAndBob(RestAssured.baseURI)) {
            LoggedIn mal = People.loggedIn("mal");
            LoggedIn ann = proved(two.ann.name(), device);
            try (var a = two.connect(ann);
                    var b = two.attach(two.bob, "b");
                    var m = two.connect(mal)) {
                a.say(hello(two.port(), device.fingerprint()));
                a.expect(TrackerMessage.Reachability.class);
                b.say(new PeerMessage.Want(two.file));
                b.expect(TrackerMessage.NewTicket.class);
                a.say(serve(two.file));
                b.expect(
                        TrackerMessage.SeederJoined.class,
                        it -> it.seeder().contact().fingerprint().equals(device.fingerprint()));

                m.say(hello(two.port(), device.fingerprint()));
                assertEquals(
                        TrackerMessage.Ended.FINGERPRINT_TAKEN,
                        m.expect(TrackerMessage.Ended.class).code());
                assertEquals(1008, m.awaitClosed());
            }
            // Nor while its owner is away, for however long.
            ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
            LoggedIn again = proved(two.ann.name(), device);
            try (var m = two.connect(mal)) {
                m.say(hello(two.port(), device.fingerprint()));
                assertEquals(
                        TrackerMessage.Ended.FINGERPRINT_TAKEN,
                        m.expect(TrackerMessage.Ended.class).code());
            }
            isLoggedIn(again.token());
        }
    }

    @Test
    void whoNamedItFirstGivesWayToWhoProvesIt() throws Exception {
        try (var two = new AnnAndBob(RestAssured.baseURI)) {
            LoggedIn mal = People.loggedIn("mal");
            try (var m = two.connect(mal);
                    var b = two.attach(two.bob, "b")) {
                m.say(hello(two.port(), device.fingerprint()));
                m.expect(TrackerMessage.Reachability.class);
                b.say(new PeerMessage.Want(two.file));
                b.expect(TrackerMessage.NewTicket.class);

                LoggedIn ann = proved(two.ann.name(), device);
                try (var a = two.connect(ann)) {
                    a.say(hello(two.port(), device.fingerprint()));
                    a.expect(TrackerMessage.Welcome.class);
                    assertTrue(a.expect(TrackerMessage.Reachability.class).reachable());
                    assertEquals(
                            TrackerMessage.Ended.FINGERPRINT_TAKEN,
                            m.expect(TrackerMessage.Ended.class).code());
                    a.say(serve(two.file));
                    var joined = b.expect(TrackerMessage.SeederJoined.class);
                    assertEquals(ann.name(), joined.seeder().user());
                    // The other's log-out is not the owner's.
                    mal.asks().delete("/api/v1/sessions/current").then().statusCode(204);
                    LoggedIn late = People.logIn(mal.name());
                    isLoggedIn(late.token());
                    assertFalse(b.heard(TrackerMessage.SeederLeft.class).isPresent());
                }
            }
        }
    }

    @Test
    void ofTwoWhoCannotProveItTheFirstKeepsIt() throws Exception {
        try (var two = new AnnAndBob(RestAssured.baseURI);
                var a = two.attach(two.ann, "a");
                var b = two.connect(two.bob)) {
            b.say(hello(two.port(), AttachedPeer.fingerprint("a")));
            assertEquals(
                    TrackerMessage.Ended.FINGERPRINT_TAKEN,
                    b.expect(TrackerMessage.Ended.class).code());
            a.say(serve(two.file));
            a.say(new PeerMessage.Want(two.file));
            a.expect(TrackerMessage.NewTicket.class);
        }
    }

    @Test
    void whoProvesAKeyWaitsForAnotherWhoHasAndIsThere() throws Exception {
        try (var two = new AnnAndBob(RestAssured.baseURI)) {
            LoggedIn ann = proved(two.ann.name(), device);
            LoggedIn bob = proved(two.bob.name(), device);
            try (var b = two.connect(bob)) {
                try (var a = two.connect(ann)) {
                    a.say(hello(two.port(), device.fingerprint()));
                    a.expect(TrackerMessage.Reachability.class);
                    b.say(hello(two.port(), device.fingerprint()));
                    assertEquals(
                            TrackerMessage.Ended.FINGERPRINT_TAKEN,
                            b.expect(TrackerMessage.Ended.class).code());
                }
                ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
            }
            try (var b = two.connect(bob)) {
                b.say(hello(two.port(), device.fingerprint()));
                b.expect(TrackerMessage.Welcome.class);
            }
        }
    }
}
