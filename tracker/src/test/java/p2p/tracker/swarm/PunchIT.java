package p2p.tracker.swarm;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.nobody;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.People;
import p2p.tracker.RunningTracker;
import p2p.tracker.account.TestDevice;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.session.AttachedPeer;

/** Ann, whom nobody can connect to, serves a file; Bob asks her to connect to him. */
@ExtendWith(RunningTracker.class)
class PunchIT {

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private AnnAndBob two;
    private Fingerprint annsKey;
    private People.LoggedIn ann;
    private AttachedPeer a;
    private AttachedPeer b;

    @BeforeEach
    void attach() throws Exception {
        two = closing(new AnnAndBob(RestAssured.baseURI));
        TestDevice anns = TestDevice.make();
        annsKey = anns.fingerprint();
        ann = anns.loggedIn(two.ann.name());
        a = attached(ann, annsKey, nowhere());
        a.say(AnnAndBob.serve(two.file));
        TestDevice bobs = TestDevice.make();
        b = attached(bobs.loggedIn(two.bob.name()), bobs.fingerprint(), nowhere());
        b.say(new PeerMessage.Want(two.file));
        b.expect(TrackerMessage.NewTicket.class);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T closing(T it) {
        toClose.add(it);
        return it;
    }

    private static int nowhere() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return listening.getLocalPort();
        }
    }

    private AttachedPeer attached(People.LoggedIn who, Fingerprint key, int port) throws Exception {
        AttachedPeer peer = attachedInSilence(who, key, port);
        peer.say(new PeerMessage.Addresses(List.of(new HostPort("192.0.2.7", port))));
        return peer;
    }

    /** It says no addresses, so that nobody is told of it. */
    private AttachedPeer attachedInSilence(People.LoggedIn who, Fingerprint key, int port)
            throws Exception {
        return attached(who, key, port, Encryption.ON);
    }

    private AttachedPeer attached(
            People.LoggedIn who, Fingerprint key, int port, Encryption encryption)
            throws Exception {
        AttachedPeer peer = closing(two.connect(who));
        peer.say(
                new PeerMessage.Hello(
                        Messages.VERSION,
                        "test",
                        new HostPort("127.0.0.1", port),
                        key,
                        encryption));
        peer.expect(TrackerMessage.Reachability.class);
        return peer;
    }

    private PeerMessage.Punch punch(Fingerprint seeder, Integer... ports) {
        return new PeerMessage.Punch(two.file, seeder, List.of(ports));
    }

    private static HostPort here(int port) {
        return new HostPort("127.0.0.1", port);
    }

    @Test
    void theSeederIsAskedAndTheDownloaderHearsWhereItIs() throws Exception {
        b.say(punch(annsKey, 40_001, 40_002));
        TrackerMessage.PunchAsked asked = a.expect(TrackerMessage.PunchAsked.class);
        assertEquals(two.bob.name(), asked.user());
        assertEquals(List.of(here(40_001), here(40_002)), asked.addresses());
        a.say(new PeerMessage.PunchReady(asked.pass(), List.of(50_001, 50_001)));
        TrackerMessage.PunchNow now = b.expect(TrackerMessage.PunchNow.class);
        assertEquals(two.file, now.file());
        assertEquals(annsKey, now.fingerprint());
        assertEquals(List.of(here(50_001)), now.addresses());
    }

    @Test
    void aPassServesNobodyElseAndNoneCanBeMade() throws Exception {
        b.say(punch(annsKey, 40_001));
        byte[] pass = a.expect(TrackerMessage.PunchAsked.class).pass();
        b.say(new PeerMessage.PunchReady(pass, List.of(50_001)));
        byte[] changed = pass.clone();
        changed[changed.length - 1] ^= 1;
        a.say(new PeerMessage.PunchReady(changed, List.of(50_002)));
        a.say(new PeerMessage.PunchReady(new byte[3], List.of(50_003)));
        a.say(new PeerMessage.PunchReady(pass, List.of(50_004)));
        assertEquals(List.of(here(50_004)), b.expect(TrackerMessage.PunchNow.class).addresses());
        assertFalse(b.heard(TrackerMessage.PunchNow.class).isPresent());
    }

    @Test
    void whoIsInNoGroupHasNobodyConnect() throws Exception {
        TestDevice key = TestDevice.make();
        AttachedPeer e =
                attached(key.loggedIn(People.account("eve")), key.fingerprint(), nowhere());
        e.say(punch(annsKey, 40_001));
        b.say(punch(annsKey, 40_002));
        assertEquals(List.of(here(40_002)), a.expect(TrackerMessage.PunchAsked.class).addresses());
    }

    @Test
    void whoCanBeReachedIsNotAsked() throws Exception {
        TestDevice key = TestDevice.make();
        People.LoggedIn cem = key.loggedIn(People.account("cem"));
        letIn(cem);
        AttachedPeer c = attached(cem, key.fingerprint(), two.port(), Encryption.OFF);
        c.say(AnnAndBob.serve(two.file));
        b.expect(TrackerMessage.SeederJoined.class);
        b.say(punch(key.fingerprint(), 40_001));
        b.say(punch(annsKey, 40_002));
        a.expect(TrackerMessage.PunchAsked.class);
        assertFalse(c.heard(TrackerMessage.PunchAsked.class).isPresent());
    }

    @Test
    void whoIsNamedToNobodyIsNotAsked() throws Exception {
        TestDevice key = TestDevice.make();
        People.LoggedIn cem = key.loggedIn(People.account("cem"));
        letIn(cem);
        AttachedPeer c = attachedInSilence(cem, key.fingerprint(), nowhere());
        c.say(AnnAndBob.serve(two.file));
        c.say(new PeerMessage.Want(two.file));
        c.expect(TrackerMessage.Seeders.class);
        b.say(punch(key.fingerprint(), 40_001));
        b.say(punch(annsKey, 40_002));
        a.expect(TrackerMessage.PunchAsked.class);
        assertFalse(c.heard(TrackerMessage.PunchAsked.class).isPresent());
    }

    private void letIn(People.LoggedIn who) {
        People.ask(who, two.group);
        ann.asks()
                .post("/api/v1/groups/{g}/requests/{u}/accept", two.group, who.name())
                .then()
                .statusCode(204);
    }

    @Test
    void nobodyIsSentOutEndlessly() throws Exception {
        for (int batch = 0; batch < 4; batch++) {
            for (int i = 0; i < 30; i++) {
                b.say(punch(annsKey, 40_001));
            }
            b.say(new PeerMessage.Want(two.file));
            b.expect(TrackerMessage.Seeders.class);
        }
        int times = 0;
        do {
            a.expect(TrackerMessage.PunchAsked.class);
            times++;
        } while (a.heard(TrackerMessage.PunchAsked.class).isPresent());
        assertTrue(times < 100, times + " times");
    }

    @Test
    void theMirrorShowsThePortThatARequestComesFrom() {
        nobody().get("/api/v1/mirror")
                .then()
                .statusCode(200)
                .body("port", greaterThan(1023))
                .body("size()", equalTo(1));
    }
}
