package p2p.tracker.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.Tracker;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.catalog.Manifests;
import p2p.tracker.postgres.PostgresForTests;

/** What happens at one tracker is heard at the other, and one goes on for both. */
class TwoTrackersIT {

    private static final int GOODBYE = 1012;
    private static final int SILENCE = 1001;

    @TempDir Path folder;

    @AfterEach
    void forgetTheTracker() {
        RestAssured.reset();
    }

    private Tracker tracker(Path info, ScratchDatabase database, int number) throws IOException {
        return Tracker.run(folder, database.environment(), info.toString(), String.valueOf(number))
                .awaitReady();
    }

    @Test
    void peersHearOfEachOtherAndGoOnWhenATrackerIsKilled() throws Exception {
        ScratchDatabase database = PostgresForTests.freshDatabase();
        Path info = Tracker.list(folder, 2);
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var first = tracker(info, database, 1);
                var second = tracker(info, database, 2)) {
            RestAssured.baseURI = second.url();
            int port = listening.getLocalPort();
            LoggedIn ann = loggedIn("ann");
            LoggedIn bob = loggedIn("bob");
            LoggedIn cem = loggedIn("cem");
            String group = group(ann, bob, cem);
            ann.asks()
                    .body(Manifests.share("x", "one"))
                    .post("/api/v1/groups/{g}/shares", group)
                    .then()
                    .statusCode(201);
            var file = new FileRef(group, "x", Manifests.of("one").computeId());
            var serve = new PeerMessage.Serve(List.of(new PeerMessage.Served(file, true, false)));
            var a = AttachedPeer.connect(first.url(), ann.token()).attach(port, "a");
            var c = AttachedPeer.connect(first.url(), cem.token()).attach(port, "c");
            var b = AttachedPeer.connect(second.url(), bob.token()).attach(port, "b");
            b.say(new PeerMessage.Want(file));
            b.expect(TrackerMessage.NewTicket.class);
            a.say(serve);
            assertEquals(ann.name(), b.expect(TrackerMessage.SeederJoined.class).seeder().user());
            c.say(serve);
            assertEquals(cem.name(), b.expect(TrackerMessage.SeederJoined.class).seeder().user());

            long killed = System.nanoTime();
            first.kill9();
            a = AttachedPeer.connect(second.url(), ann.token()).attach(port, "a");
            a.say(serve);
            try (var again = tracker(info, database, 1)) {
                endsItsSessionsWhereItHasHung(again, second, port);
                assertEquals(
                        AttachedPeer.fingerprint("c"),
                        b.expect(TrackerMessage.SeederLeft.class).fingerprint());
                long lasted = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - killed);
                assertTrue(lasted >= Messages.REATTACH_SECONDS, "ended after " + lasted + " s");
                assertEquals(401, cem.asks().get("/api/v1/sessions/current").statusCode());
                assertEquals(200, ann.asks().get("/api/v1/sessions/current").statusCode());
                assertTrue(b.heard(TrackerMessage.SeederLeft.class).isEmpty());

                var atFirst = AttachedPeer.connect(again.url(), ann.token()).attach(port, "a");
                ann.asks()
                        .delete("/api/v1/groups/{g}/members/{u}", group, bob.name())
                        .then()
                        .statusCode(204);
                var revoked = atFirst.expect(TrackerMessage.Revoked.class);
                assertEquals(bob.name(), revoked.user());
                assertEquals(group, revoked.group());
                again.signal("TERM");
                atFirst.expect(TrackerMessage.Goodbye.class);
                assertEquals(143, again.awaitExit());
            }
        }
    }

    /** Whether it still says goodbye depends on how long the others took to notice. */
    private static void endsItsSessionsWhereItHasHung(Tracker hung, Tracker other, int port)
            throws Exception {
        LoggedIn dan = loggedIn("dan");
        var d = AttachedPeer.connect(hung.url(), dan.token()).attach(port, "d");
        d.say(new PeerMessage.Ping());
        d.expect(TrackerMessage.Pong.class);
        int before = other.errors().length();
        hung.signal("STOP");
        await().atMost(60, SECONDS)
                .until(() -> other.errors().substring(before).contains("tracker 1 is silent"));
        hung.signal("CONT");
        assertTrue(Set.of(GOODBYE, SILENCE).contains(d.awaitClosed()));
        await().atMost(60, SECONDS).until(() -> hung.errors().contains("took this one for dead"));
        AttachedPeer.connect(hung.url(), dan.token()).attach(port, "d").close();
    }
}
