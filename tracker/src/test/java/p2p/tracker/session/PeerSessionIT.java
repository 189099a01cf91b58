package p2p.tracker.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;

import io.restassured.RestAssured;
import io.restassured.common.mapper.TypeRef;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.KnownFiles;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Ended;
import p2p.protocol.ticket.Ticket;
import p2p.protocol.ticket.TicketClaims;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;
import p2p.tracker.catalog.Manifests;

@ExtendWith(RunningTracker.class)
class PeerSessionIT {

    private static final int AT_ONCE = 20;

    private LoggedIn ann;
    private LoggedIn bob;
    private String group;
    private FileRef file;
    private ServerSocket listening;

    @BeforeEach
    void listenAndShare() throws Exception {
        AttachedPeer.freshFingerprints();
        ann = loggedIn("ann");
        bob = loggedIn("bob");
        group = group(ann, bob);
        file = new FileRef(group, "x", Manifests.of("one").computeId());
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ann.asks()
                .body(Manifests.share("x", "one"))
                .post("/api/v1/groups/{g}/shares", group)
                .then()
                .statusCode(201);
    }

    @AfterEach
    void stopListening() throws Exception {
        listening.close();
    }

    private AttachedPeer connect(LoggedIn who) {
        return AttachedPeer.connect(RestAssured.baseURI, who.token());
    }

    private AttachedPeer attach(LoggedIn who, String digit) throws Exception {
        return connect(who).attach(listening.getLocalPort(), digit);
    }

    private static PeerMessage.Serve serve(FileRef file, boolean complete) {
        return new PeerMessage.Serve(List.of(new PeerMessage.Served(file, complete, false)));
    }

    private void assertSeeders(int seeders, int complete) {
        ann.asks()
                .get("/api/v1/groups/{g}/files", group)
                .then()
                .body("items[0].seeders", equalTo(seeders))
                .body("items[0].completeSeeders", equalTo(complete));
    }

    @Test
    void aWrongTokenOpensNothing() {
        for (String token : List.of("wrong", "")) {
            var e =
                    assertThrows(
                            CompletionException.class,
                            () -> AttachedPeer.connect(RestAssured.baseURI, token));
            var handshake = assertInstanceOf(WebSocketHandshakeException.class, e.getCause());
            assertEquals(401, handshake.getResponse().statusCode());
        }
    }

    @Test
    void aPeerIsWelcomedAndReached() throws Exception {
        try (var peer = connect(ann)) {
            peer.say(AttachedPeer.hello(listening.getLocalPort(), "a"));
            var welcome = peer.expect(TrackerMessage.Welcome.class);
            assertEquals(Messages.VERSION, welcome.version());
            assertEquals(1, welcome.tracker());
            assertFalse(welcome.keys().isEmpty());
            assertTrue(peer.expect(TrackerMessage.Reachability.class).reachable());
            peer.say(new PeerMessage.Ping());
            peer.expect(TrackerMessage.Pong.class);
        }
    }

    @Test
    void aPeerThatCannotBeReachedIsTold() throws Exception {
        int port = listening.getLocalPort();
        listening.close();
        try (var peer = connect(ann)) {
            peer.say(AttachedPeer.hello(port, "a"));
            var reachability = peer.expect(TrackerMessage.Reachability.class);
            assertFalse(reachability.reachable());
            assertTrue(
                    String.valueOf(reachability.reason()).endsWith("the connection is refused."));
            peer.say(serve(file, true));
            peer.say(new PeerMessage.Want(file));
            peer.expect(TrackerMessage.Seeders.class);
            assertSeeders(0, 0);
        }
    }

    @Test
    void aDownloaderHearsOfSeedersThatComeAndGo() throws Exception {
        try (var a = attach(ann, "a");
                var b = attach(bob, "b")) {
            b.say(new PeerMessage.Want(file));
            assertEquals(List.of(), b.expect(TrackerMessage.Seeders.class).seeders());
            a.say(serve(file, false));
            var joined = b.expect(TrackerMessage.SeederJoined.class);
            assertEquals(file, joined.file());
            assertEquals(ann.name(), joined.seeder().user());
            assertEquals(listening.getLocalPort(), joined.seeder().contact().address().port());
            assertEquals("127.0.0.1", joined.seeder().contact().address().host());
            assertEquals(AttachedPeer.fingerprint("a"), joined.seeder().contact().fingerprint());
            assertFalse(joined.seeder().complete());
            assertSeeders(1, 0);
            a.say(serve(file, true));
            assertTrue(b.expect(TrackerMessage.SeederJoined.class).seeder().complete());
            assertSeeders(1, 1);
            a.say(new PeerMessage.Unserve(List.of(file), "the file has changed"));
            assertEquals(
                    AttachedPeer.fingerprint("a"),
                    b.expect(TrackerMessage.SeederLeft.class).fingerprint());
            assertSeeders(0, 0);
        }
    }

    @Test
    void whoeverHasTheWholeFileSharesIt() throws Exception {
        try (var b = attach(bob, "b")) {
            b.say(serve(file, false));
            b.expect(TrackerMessage.Ack.class);
            bob.asks().get("/api/v1/shares").then().body("size()", equalTo(0));
            b.say(serve(file, true));
            b.expect(TrackerMessage.Ack.class);
            bob.asks().get("/api/v1/shares").then().body("file", equalTo(List.of("x")));
        }
    }

    @Test
    void whatSomebodyStoppedSharingDoesNotComeBackByAPeerThatHasNotHeardOfIt() throws Exception {
        try (var a = attach(ann, "a");
                var b = attach(bob, "b")) {
            b.say(serve(file, true));
            b.expect(TrackerMessage.Ack.class);
            ann.asks().delete("/api/v1/groups/{g}/shares?file=x", group).then().statusCode(204);
            a.say(new PeerMessage.Serve(List.of(new PeerMessage.Served(file, true, true))));
            var refused = a.expect(TrackerMessage.ServeRefused.class);
            a.expect(TrackerMessage.Ack.class);
            assertEquals(file, refused.file());
            assertEquals("urn:p2p:problem:not-shared", refused.problem());
            assertEquals("You have stopped sharing 'x' in '" + group + "'.", refused.reason());
            ann.asks().get("/api/v1/shares").then().body("size()", equalTo(0));
            assertSeeders(1, 1);
            a.say(serve(file, true));
            a.expect(TrackerMessage.Ack.class);
            ann.asks().get("/api/v1/shares").then().body("file", equalTo(List.of("x")));
        }
    }

    @Test
    void whoComesBackMaySayByOneHashThatItServesWhatItDid() throws Exception {
        for (LoggedIn who : List.of(ann, bob)) {
            try (var before = attach(who, who.name())) {
                before.say(serve(file, true));
                before.expect(TrackerMessage.Ack.class);
                before.say(new PeerMessage.Ping());
                before.expect(TrackerMessage.Pong.class);
            }
        }
        assertSeeders(2, 2);
        String hash = KnownFiles.served(Map.of(file, true));
        try (var a = connect(ann);
                var b = connect(bob)) {
            a.say(AttachedPeer.hello(listening.getLocalPort(), ann.name()));
            assertEquals(
                    new TrackerMessage.Knows(KnownFiles.shares(Set.of(file)), hash),
                    a.expect(TrackerMessage.Welcome.class).knows());
            a.say(new PeerMessage.ServeAsBefore(hash));
            a.expect(TrackerMessage.Ack.class);
            b.attach(listening.getLocalPort(), bob.name());
            b.say(new PeerMessage.ServeAsBefore(KnownFiles.served(Map.of(file, false))));
            b.expect(TrackerMessage.Ack.class);
            await().atMost(60, SECONDS).until(() -> seeders() != 2);
            assertSeeders(1, 1);
            ann.asks().get("/api/v1/shares").then().body("file", equalTo(List.of("x")));
        }
    }

    private int seeders() {
        return ann.asks()
                .get("/api/v1/groups/{g}/files", group)
                .then()
                .extract()
                .path("items[0].seeders");
    }

    @Test
    void aTicketSaysWhoMayFetchWhatWithWhichCertificate() throws Exception {
        try (var a = attach(ann, "a");
                var b = connect(bob)) {
            a.say(serve(file, true));
            a.expect(TrackerMessage.Ack.class);
            b.say(AttachedPeer.hello(listening.getLocalPort(), "b"));
            Map<Integer, PublicKey> keys =
                    publicKeys(b.expect(TrackerMessage.Welcome.class).keys());
            Map<String, Object> grant =
                    bob.asks()
                            .body(Map.of("file", "x"))
                            .post("/api/v1/groups/{g}/downloads", group)
                            .then()
                            .statusCode(200)
                            .body("seeders.user", equalTo(List.of(ann.name())))
                            .body("seeders.complete", equalTo(List.of(true)))
                            .extract()
                            .as(new TypeRef<>() {});
            byte[] ticket = Base64.getDecoder().decode((String) grant.get("ticket"));
            b.say(new PeerMessage.Want(file));
            var renewed = b.expect(TrackerMessage.NewTicket.class);
            for (byte[] one : List.of(ticket, renewed.ticket())) {
                var now = Instant.now();
                TicketClaims claims = Ticket.verify(one, keys, now);
                assertEquals(bob.name(), claims.user());
                assertEquals(group, claims.group());
                assertEquals(file.id(), claims.file());
                assertEquals(AttachedPeer.fingerprint("b"), claims.certificate());
                assertEquals(
                        Duration.ofMinutes(5), Duration.between(claims.issued(), claims.expires()));
            }
        }
    }

    private static Map<Integer, PublicKey> publicKeys(List<TrackerMessage.Key> keys)
            throws Exception {
        var all = new HashMap<Integer, PublicKey>();
        for (TrackerMessage.Key key : keys) {
            all.put(
                    key.id(),
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(key.publicKey())));
        }
        return all;
    }

    @Test
    void everybodyHearsOfARemovalAndNewPeersAreToldOfIt() throws Exception {
        try (var a = attach(ann, "a");
                var b = attach(bob, "b")) {
            b.say(new PeerMessage.Want(file));
            var ticket = b.expect(TrackerMessage.NewTicket.class);
            ann.asks()
                    .delete("/api/v1/groups/{g}/members/{u}", group, bob.name())
                    .then()
                    .statusCode(204);
            var revoked = a.expect(TrackerMessage.Revoked.class, r -> bob.name().equals(r.user()));
            assertEquals(group, revoked.group());
            assertFalse(revoked.before().isBefore(ticket.expires().minus(Duration.ofMinutes(5))));
            assertEquals(file, b.expect(TrackerMessage.WantRefused.class).file());
            try (var again = connect(ann)) {
                again.say(AttachedPeer.hello(listening.getLocalPort(), "a"));
                assertTrue(
                        again.expect(TrackerMessage.Welcome.class).revocations().contains(revoked));
                assertEquals(Ended.REPLACED, a.expect(Ended.class).code());
            }
        }
    }

    @Test
    void aSessionHasFewConnectionsWithoutAHello() throws Exception {
        var silent = new ArrayList<AttachedPeer>();
        try (var other = attach(bob, "b")) {
            for (int i = 0; i < 9; i++) {
                silent.add(connect(ann));
            }
            for (AttachedPeer peer : silent.subList(0, 8)) {
                assertEquals(Ended.REPLACED, peer.expect(Ended.class).code());
            }
            silent.getLast().attach(listening.getLocalPort(), "a");
            other.say(new PeerMessage.Ping());
            other.expect(TrackerMessage.Pong.class);
        } finally {
            silent.forEach(AttachedPeer::close);
        }
    }

    @Test
    void aLogOutPausesEverySharedFileAtOnce() throws Exception {
        try (var a = attach(ann, "a");
                var b = attach(bob, "b")) {
            a.say(serve(file, true));
            a.expect(TrackerMessage.Ack.class);
            a.say(new PeerMessage.Want(file));
            a.expect(TrackerMessage.NewTicket.class);
            b.say(new PeerMessage.Want(file));
            assertEquals(1, b.expect(TrackerMessage.Seeders.class).seeders().size());
            ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
            b.expect(TrackerMessage.SeederLeft.class);
            var revoked = b.expect(TrackerMessage.Revoked.class, r -> ann.name().equals(r.user()));
            assertNotNull(revoked.before());
            var ended = a.expect(Ended.class);
            assertEquals(Ended.LOGGED_OUT, ended.code());
            assertTrue(ended.isLoggedOut());
            assertEquals(1008, a.awaitClosed());
        }
        bob.asks()
                .get("/api/v1/groups/{g}/files", group)
                .then()
                .body("items[0].seeders", equalTo(0))
                .body("items[0].sharedBy", equalTo(ann.name()));
    }

    @Test
    void whenNobodySharesTheFileAnyMoreItsTicketsAreVoid() throws Exception {
        try (var b = attach(bob, "b")) {
            b.say(new PeerMessage.Want(file));
            b.expect(TrackerMessage.NewTicket.class);
            b.expect(TrackerMessage.Ack.class);
            b.say(serve(file, false));
            b.expect(TrackerMessage.Ack.class);
            ann.asks().delete("/api/v1/groups/{g}/shares?file=x", group).then().statusCode(204);
            assertEquals(file, b.expect(TrackerMessage.ServeRefused.class).file());
            var revoked =
                    b.expect(TrackerMessage.Revoked.class, r -> file.id().hex().equals(r.fileId()));
            assertEquals(group, revoked.group());
            assertEquals(file, b.expect(TrackerMessage.WantRefused.class).file());
        }
    }

    @Test
    void strangersAreRefusedWhateverTheyWantOrServe() throws Exception {
        LoggedIn eve = loggedIn("eve");
        try (var e = attach(eve, "e")) {
            e.say(new PeerMessage.Want(file));
            var refused = e.expect(TrackerMessage.WantRefused.class);
            assertEquals("urn:p2p:problem:not-a-member", refused.problem());
            e.say(serve(file, true));
            assertEquals(file, e.expect(TrackerMessage.ServeRefused.class).file());
            eve.asks().get("/api/v1/shares").then().body("size()", equalTo(0));
            assertSeeders(0, 0);
        }
    }

    @Test
    void theOwnerHearsOfRequestsAndMembersOfDecisions() throws Exception {
        LoggedIn cem = loggedIn("cem");
        try (var a = attach(ann, "a");
                var b = attach(bob, "b")) {
            ask(cem, group);
            var asked = a.expect(TrackerMessage.GroupEvent.class);
            assertEquals("requested", asked.event());
            assertEquals(cem.name(), asked.user());
            ann.asks()
                    .post("/api/v1/groups/{g}/requests/{u}/accept", group, cem.name())
                    .then()
                    .statusCode(204);
            assertEquals("accepted", b.expect(TrackerMessage.GroupEvent.class).event());
        }
    }

    @Test
    void badMessagesEndTheSession() throws Exception {
        String large = "{\"type\":\"ping\",\"x\":\"" + "y".repeat(Messages.LARGEST) + "\"}";
        for (String bad :
                List.of(
                        "not json",
                        "null",
                        "[]",
                        "{}",
                        "{\"type\":\"unknown\"}",
                        "{\"type\":\"ping\",\"more\":1}",
                        "{\"type\":\"hello\"}",
                        "{\"type\":\"want\"}",
                        "{\"type\":\"serve\",\"files\":[null]}",
                        "{\"type\":\"ack\",\"messages\":5}",
                        "{\"type\":\"unserve\",\"files\":[]}",
                        large)) {
            try (var peer = connect(ann)) {
                peer.sayText(bad);
                assertEquals(Ended.BAD_MESSAGE, peer.expect(Ended.class).code(), bad);
                assertEquals(1008, peer.awaitClosed());
            }
        }
    }

    @Test
    void anotherVersionIsRefused() throws Exception {
        try (var peer = connect(ann)) {
            var hello = AttachedPeer.hello(listening.getLocalPort(), "a");
            peer.say(
                    new PeerMessage.Hello(
                            Messages.VERSION + 1,
                            hello.program(),
                            hello.listen(),
                            hello.fingerprint(),
                            hello.encryption()));
            assertEquals(Ended.VERSION, peer.expect(Ended.class).code());
            assertEquals(1008, peer.awaitClosed());
        }
        try (var peer = connect(ann)) {
            peer.sayText("{\"type\":\"hello\",\"version\":2,\"addresses\":[]}");
            assertEquals(Ended.VERSION, peer.expect(Ended.class).code());
        }
    }

    @Test
    void aHelloThatCannotBeMeantIsRefusedWithASentence() throws Exception {
        assertRefused("127.0.0.1:0", "p2p", "A hello names a port from 1 to 65535 in 'listen'.");
        for (String host :
                List.of("-", "a..b", "1.2.3", "127.1", "0x7f000001", "a-.b", "[::1%x]")) {
            assertRefused(
                    host + ":7000",
                    "p2p",
                    "A hello names an address, or a host's name, in 'listen'.");
        }
        for (String program : List.of("p".repeat(60_000), "p\\u202e", "p\\n")) {
            assertRefused(
                    "127.0.0.1:7000",
                    program,
                    "The program of a hello has at most 64 letters, digits, blanks and signs.");
        }
    }

    private void assertRefused(String listen, String program, String sentence) throws Exception {
        try (var peer = connect(ann)) {
            peer.sayText(
                    ("{\"type\":\"hello\",\"version\":1,\"program\":\"%s\",\"listen\":\"%s\","
                                    + "\"fingerprint\":\"%s\",\"encryption\":\"off\"}")
                            .formatted(program, listen, "ab".repeat(32)));
            Ended ended = peer.expect(Ended.class);
            assertEquals(Ended.BAD_MESSAGE, ended.code());
            assertEquals(sentence, ended.reason());
        }
    }

    @Test
    void tooManyPingsEndTheSession() throws Exception {
        try (var peer = connect(ann)) {
            for (int i = 0; i <= Messages.MOST_PINGS; i++) {
                peer.say(new PeerMessage.Ping());
            }
            assertEquals(Ended.BAD_MESSAGE, peer.expect(Ended.class).code());
        }
    }

    @Test
    void whoeverNeverAcknowledgesIsLeftBehind() throws Exception {
        try (var a = attach(ann, "a");
                var slow = AttachedPeer.connect(RestAssured.baseURI, bob.token(), false)) {
            slow.attach(listening.getLocalPort(), "b");
            int most = Messages.WINDOW + 1000;
            for (int said = 0, acknowledged = 0; acknowledged < most; acknowledged++) {
                while (said < most && said < acknowledged + AT_ONCE) {
                    slow.say(want("no-" + said++));
                }
                slow.expect(TrackerMessage.Ack.class);
            }
            // With the welcome and the reachability this is one more than waits for anybody.
            for (int i = 0; i < 23; i++) {
                slow.say(want("more-" + i));
            }
            assertEquals(1013, slow.awaitClosed());
            a.say(new PeerMessage.Ping());
            a.expect(TrackerMessage.Pong.class);
        }
    }

    private PeerMessage.Want want(String name) {
        return new PeerMessage.Want(new FileRef(group, name, file.id()));
    }

    @Test
    void theTrackerShowsItself() {
        ann.asks()
                .get("/api/v1/trackers")
                .then()
                .statusCode(200)
                .body("[0].number", equalTo(1))
                .body("[0].state", equalTo("up"));
    }
}
