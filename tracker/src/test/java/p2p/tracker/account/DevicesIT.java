package p2p.tracker.account;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.OwnDevices;
import p2p.protocol.session.GroupHappening;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Ended;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.session.AttachedPeer;

/** One account on several devices, where it says so, and on one where it does not. */
@ExtendWith(RunningTracker.class)
class DevicesIT {

    private static final String ONE = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);
    private static final String THIRD = "c".repeat(64);

    private TestDevice laptop;
    private TestDevice server;

    @BeforeEach
    void makeKeys() throws Exception {
        laptop = TestDevice.make();
        server = TestDevice.make();
    }

    private static ValidatableResponse tryLogIn(
            String user, @Nullable String key, @Nullable String name, boolean takeover) {
        var body = new HashMap<String, Object>();
        body.put("name", user);
        body.put("password", PASSWORD);
        body.put("device", key);
        body.put("takeover", takeover);
        if (name != null) {
            body.put("deviceName", name);
        }
        return nobody().body(body).post("/api/v1/sessions").then();
    }

    private static LoggedIn logIn(String user, @Nullable String key, @Nullable String name) {
        return new LoggedIn(
                user, tryLogIn(user, key, name, false).statusCode(201).extract().path("token"));
    }

    private static LoggedIn allowed(int most, String user, @Nullable String key, String name) {
        LoggedIn first = logIn(user, key, name);
        allow(first, most).statusCode(204);
        return first;
    }

    private static ValidatableResponse allow(LoggedIn who, int most) {
        return who.asks().body(Map.of("most", most)).put("/api/v1/devices").then();
    }

    private static OwnDevices devices(LoggedIn who) {
        return who.asks()
                .get("/api/v1/devices")
                .then()
                .statusCode(200)
                .extract()
                .as(OwnDevices.class);
    }

    private static List<String> names(LoggedIn who) {
        return devices(who).devices().stream().map(DeviceInfo::name).toList();
    }

    private static int status(LoggedIn who) {
        return who.asks().get("/api/v1/sessions/current").then().extract().statusCode();
    }

    private static ValidatableResponse renewed(TestDevice device, String user) throws Exception {
        String now = nobody().get("/api/v1/time").then().statusCode(200).extract().path("now");
        return nobody().body(device.renewal(user, Instant.parse(now), null))
                .post("/api/v1/sessions/renewals")
                .then();
    }

    @ParameterizedTest
    @CsvSource({
        "1, other, false, 409, 200, 1",
        "1, other, true,  201, 401, 1",
        "1, same,  false, 201, 401, 1",
        "1, none,  false, 409, 200, 1",
        "2, other, false, 201, 200, 2",
        "2, other, true,  201, 200, 2",
        "2, same,  false, 201, 401, 1",
        "2, none,  false, 201, 200, 2",
    })
    void twoLogInsAtOnce(int most, String key, boolean takeover, int second, int first, int known) {
        String ann = account("ann");
        LoggedIn here = allowed(most, ann, ONE, "laptop");
        String secondKey =
                switch (key) {
                    case "same" -> ONE;
                    case "other" -> OTHER;
                    default -> null;
                };
        ValidatableResponse answer = tryLogIn(ann, secondKey, "laptop", takeover);
        answer.statusCode(second);
        if (second == 409) {
            refused(answer, 409, "already-logged-in");
        }
        assertEquals(first, status(here));
        LoggedIn asking = second == 201 ? new LoggedIn(ann, answer.extract().path("token")) : here;
        assertEquals(known, names(asking).size());
    }

    @Test
    void whereThereAreAsManyAsMayBeTheSentenceSaysWhichAndWhatToDo() throws Exception {
        try (var people = new AnnAndBob(RestAssured.baseURI)) {
            String ann = account("ann");
            LoggedIn there = allowed(2, ann, ONE, "laptop");
            try (var peer = people.attach(there, "a")) {
                LoggedIn away = logIn(ann, OTHER, "nas");
                ValidatableResponse third = tryLogIn(ann, THIRD, "phone", false);
                refused(third, 409, "too-many-devices");
                third.body(
                        "detail",
                        allOf(
                                containsString(
                                        "on 2 devices: laptop (there now), nas (away since 20"),
                                containsString("remove_device"),
                                containsString("set_devices"),
                                containsString("login --takeover")));

                refused(allow(there, 1), 409, "too-many-devices");
                tryLogIn(ann, THIRD, "phone", true)
                        .statusCode(201)
                        .body("device", equalTo("phone"));
                assertEquals(List.of("laptop", "phone"), names(there));
                assertEquals(401, status(away));
                assertEquals(200, status(there));
                peer.say(new PeerMessage.Ping());
                peer.expect(TrackerMessage.Pong.class);
            }
        }
    }

    @Test
    void theListSaysWhatThereIsAndNoTwoHaveOneName() throws Exception {
        String ann = account("ann");
        LoggedIn first = allowed(4, ann, ONE, "laptop");
        tryLogIn(ann, OTHER, "LAPTOP", false).statusCode(201).body("device", equalTo("LAPTOP-2"));
        tryLogIn(ann, null, null, false).statusCode(201).body("device", equalTo("program"));
        String longest = "x".repeat(64);
        refused(tryLogIn(ann, THIRD, longest + "x", false), 422, "bad-name");
        refused(tryLogIn(ann, THIRD, "two words", false), 422, "bad-name");
        logIn(ann, THIRD, longest);

        OwnDevices own = devices(first);
        assertEquals(4, own.most());
        assertEquals(
                List.of("laptop", "LAPTOP-2", "program", longest),
                own.devices().stream().map(DeviceInfo::name).toList());
        DeviceInfo mine = own.devices().getFirst();
        assertEquals(ONE, String.valueOf(mine.fingerprint()));
        assertEquals("127.0.0.1", mine.address());
        assertEquals(
                List.of(true, false, false, false),
                own.devices().stream().map(DeviceInfo::current).toList());
        assertEquals(
                List.of(false, false, false, false),
                own.devices().stream().map(DeviceInfo::there).toList());
        assertEquals(null, own.devices().get(2).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 21})
    void thereIsABoundToThem(int most) {
        LoggedIn ann = logIn(account("ann"), ONE, "laptop");
        refused(allow(ann, most), 400, "bad-request");
        assertEquals(1, devices(ann).most());
    }

    @Test
    void twentyMayBe() {
        LoggedIn ann = logIn(account("ann"), ONE, "laptop");
        allow(ann, 20).statusCode(204);
        assertEquals(20, devices(ann).most());
        refused(ann.asks().body("{}").put("/api/v1/devices").then(), 400, "bad-request");
    }

    @Test
    void whatIsRemovedIsLoggedOutAndItsKeyIsWorthNothing() throws Exception {
        String ann = account("ann");
        LoggedIn here = allowed(2, ann, laptop.fingerprint().hex(), "laptop");
        LoggedIn there = logIn(ann, server.fingerprint().hex(), "nas");
        ValidatableResponse unknown = here.asks().delete("/api/v1/devices/phone").then();
        refused(unknown, 404, "no-such-device");
        unknown.body("detail", endsWith("those that you have are: laptop, nas."));

        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            here.asks()
                    .header("Idempotency-Key", key)
                    .delete("/api/v1/devices/NAS")
                    .then()
                    .statusCode(204);
        }
        assertEquals(List.of("laptop"), names(here));
        assertEquals(401, status(there));
        refused(renewed(server, ann), 401, "unknown-device");
        allow(here, 1).statusCode(204);

        here.asks().delete("/api/v1/devices/laptop").then().statusCode(204);
        assertEquals(401, status(here));
        refused(renewed(laptop, ann), 401, "unknown-device");
    }

    @Test
    void eachDeviceRenewsItsOwnSessionAndALogOutIsOfOneAlone() throws Exception {
        String ann = account("ann");
        LoggedIn here = allowed(2, ann, laptop.fingerprint().hex(), "laptop");
        LoggedIn there = logIn(ann, server.fingerprint().hex(), "nas");

        LoggedIn again =
                new LoggedIn(
                        ann,
                        renewed(server, ann)
                                .statusCode(201)
                                .body("device", equalTo("nas"))
                                .extract()
                                .path("token"));
        assertEquals(401, status(there));
        assertEquals(200, status(here));
        String next = renewed(laptop, ann).statusCode(201).extract().path("token");
        assertEquals(401, status(here));
        assertEquals(200, status(again));
        assertEquals(List.of("laptop", "nas"), names(again));

        again.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        refused(renewed(server, ann), 401, "unknown-device");
        assertEquals(200, status(new LoggedIn(ann, next)));
        assertEquals(List.of("laptop"), names(new LoggedIn(ann, next)));
    }

    @Test
    void anotherPasswordLeavesTheDeviceThatSetItAndNoOther() throws Exception {
        String ann = account("ann");
        LoggedIn here = allowed(3, ann, laptop.fingerprint().hex(), "laptop");
        LoggedIn there = logIn(ann, server.fingerprint().hex(), "nas");
        LoggedIn program = logIn(ann, null, null);

        here.asks()
                .body(Map.of("oldPassword", PASSWORD, "newPassword", "another password"))
                .put("/api/v1/accounts/me/password")
                .then()
                .statusCode(204);
        assertEquals(List.of(200, 401, 401), List.of(status(here), status(there), status(program)));
        assertEquals(List.of("laptop"), names(here));
        refused(renewed(server, ann), 401, "unknown-device");
        renewed(laptop, ann).statusCode(201);
    }

    @Test
    void aDeletedAccountIsGoneFromAllDevices() throws Exception {
        String ann = account("ann");
        LoggedIn here = allowed(2, ann, laptop.fingerprint().hex(), "laptop");
        LoggedIn there = logIn(ann, server.fingerprint().hex(), "nas");
        here.asks()
                .body(Map.of("password", PASSWORD))
                .delete("/api/v1/accounts/me")
                .then()
                .statusCode(204);
        assertEquals(List.of(401, 401), List.of(status(here), status(there)));
        refused(renewed(server, ann), 401, "unknown-device");
    }

    @Test
    void bothServeAndHearAndTheShareLivesAsLongAsOneOfThemHasIt() throws Exception {
        try (var people = new AnnAndBob(RestAssured.baseURI)) {
            LoggedIn one = people.ann;
            allow(one, 2).statusCode(204);
            LoggedIn two = logIn(one.name(), OTHER, "nas");
            try (var a = people.attach(one, "a");
                    var b = people.attach(two, "b");
                    var bob = people.attach(people.bob, "c")) {
                for (AttachedPeer peer : List.of(a, b)) {
                    peer.say(AnnAndBob.serve(people.file));
                }
                awaitSeeders(people, 2);
                people.bob
                        .asks()
                        .get("/api/v1/groups/{g}/file?name=x", people.group)
                        .then()
                        .statusCode(200)
                        .body("file.seeders", equalTo(2))
                        .body("sharers", hasSize(1))
                        .body("sharers[0].online", equalTo(true));
                // Of the same account, too: a ticket is for a person, a file and a key.
                b.say(new PeerMessage.Want(people.file));
                var seeders = b.expect(TrackerMessage.Seeders.class).seeders();
                assertEquals(
                        List.of(AttachedPeer.fingerprint("a").hex()),
                        seeders.stream().map(s -> s.contact().fingerprint().hex()).toList());

                people.share("y");
                people.share("z");
                for (AttachedPeer peer : List.of(a, b)) {
                    assertEquals("y", peer.expect(TrackerMessage.GroupEvent.class).file());
                    assertEquals("z", peer.expect(TrackerMessage.GroupEvent.class).file());
                }

                bob.say(new PeerMessage.Want(people.file));
                assertEquals(2, bob.expect(TrackerMessage.Seeders.class).seeders().size());
                stopShare(one, people).statusCode(204);
                assertEquals(
                        AttachedPeer.fingerprint("a"),
                        bob.expect(TrackerMessage.SeederLeft.class).fingerprint());
                ValidatableResponse twice = stopShare(one, people);
                refused(twice, 404, "not-shared");
                twice.body("detail", containsString("from another of your devices"));
                assertSeeders(people, 1);

                stopShare(two, people).statusCode(204);
                refused(stopShare(two, people), 404, "no-such-file");
                for (AttachedPeer peer : List.of(a, b, bob)) {
                    var event =
                            peer.expect(
                                    TrackerMessage.GroupEvent.class, it -> "x".equals(it.file()));
                    assertEquals(GroupHappening.UNSHARED, event.happening());
                }
            }
        }
    }

    private static ValidatableResponse stopShare(LoggedIn who, AnnAndBob people) {
        return who.asks()
                .queryParam("file", people.file.file())
                .delete("/api/v1/groups/{g}/shares", people.group)
                .then();
    }

    private static void assertSeeders(AnnAndBob people, int seeders) {
        people.bob
                .asks()
                .get("/api/v1/groups/{g}/file?name=x", people.group)
                .then()
                .body("file.seeders", equalTo(seeders));
    }

    @Test
    void aRemovedDeviceLosesWhatItServesAndItsTicketsAndNoOtherDoes() throws Exception {
        try (var people = new AnnAndBob(RestAssured.baseURI)) {
            LoggedIn one = people.bob;
            allow(one, 2).statusCode(204);
            LoggedIn two = logIn(one.name(), OTHER, "nas");
            try (var ann = people.attach(people.ann, "a");
                    var b = people.attach(one, "b");
                    var c = people.attach(two, "c")) {
                for (AttachedPeer peer : List.of(b, c)) {
                    peer.say(new PeerMessage.Want(people.file));
                    peer.expect(TrackerMessage.NewTicket.class);
                    peer.say(AnnAndBob.serve(people.file));
                }
                ann.say(new PeerMessage.Want(people.file));
                awaitSeeders(people, 2);

                one.asks().delete("/api/v1/devices/nas").then().statusCode(204);
                assertEquals(
                        AttachedPeer.fingerprint("c"),
                        ann.expect(TrackerMessage.SeederLeft.class).fingerprint());
                var revoked = ann.expect(TrackerMessage.Revoked.class, of(one));
                assertEquals(people.group, revoked.group());
                assertEquals(AttachedPeer.fingerprint("c"), revoked.certificate());
                var ended = c.expect(Ended.class);
                assertEquals(Ended.LOGGED_OUT, ended.code());
                assertEquals(
                        "This device was removed from your account; log in with the password to use"
                                + " it again.",
                        ended.reason());
                assertSeeders(people, 1);

                logIn(one.name(), THIRD, "phone");
                people.ann
                        .asks()
                        .delete("/api/v1/groups/{g}/members/{u}", people.group, one.name())
                        .then()
                        .statusCode(204);
                assertEquals(
                        AttachedPeer.fingerprint("b"),
                        ann.expect(TrackerMessage.SeederLeft.class).fingerprint());
                revoked = ann.expect(TrackerMessage.Revoked.class, of(one));
                assertEquals(people.group, revoked.group());
                assertEquals(null, revoked.certificate());
                b.expect(
                        TrackerMessage.GroupEvent.class,
                        event -> event.happening() == GroupHappening.REMOVED);
            }
        }
    }

    private static Predicate<TrackerMessage.Revoked> of(LoggedIn person) {
        return revoked -> person.name().equals(revoked.user());
    }

    private static void awaitSeeders(AnnAndBob people, int seeders) {
        await().untilAsserted(() -> assertSeeders(people, seeders));
    }
}
