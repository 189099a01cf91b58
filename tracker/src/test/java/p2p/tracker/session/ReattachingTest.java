package p2p.tracker.session;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.nobody;
import static p2p.tracker.session.AnnAndBob.serve;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Ended;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.store.Sql;
import p2p.tracker.swarm.Orphans;

/** Peers that are lost, come back, or come a second time. */
@QuarkusTest
class ReattachingTest {

    @TestHTTPResource("/")
    String root = "";

    @Inject AttachedPeers peers;
    @Inject Orphans orphans;
    @Inject Sql sql;

    private AnnAndBob two;

    @BeforeEach
    void two() throws Exception {
        two = new AnnAndBob(root);
    }

    @AfterEach
    void close() throws Exception {
        two.close();
    }

    @Test
    void aLostConnectionIsALogOutOnlyAfterThirtySeconds() throws Exception {
        try (var b = two.attach(two.bob, "b")) {
            b.say(new PeerMessage.Want(two.file));
            b.expect(TrackerMessage.NewTicket.class);
            try (var a = two.attach(two.ann, "a")) {
                a.say(serve(two.file));
                b.expect(TrackerMessage.SeederJoined.class);
            }
            try (var again = two.attach(two.ann, "a")) {
                again.say(serve(two.file));
                again.expect(TrackerMessage.Ack.class);
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> moveOrphaning(15) == 1);
            orphans.look();
            assertEquals(200, two.ann.asks().get("/api/v1/sessions/current").statusCode());
            assertTrue(b.heard(TrackerMessage.SeederLeft.class).isEmpty());
            moveOrphaning(15);
            assertEquals(
                    AttachedPeer.fingerprint("a"),
                    b.expect(TrackerMessage.SeederLeft.class).fingerprint());
            assertEquals(401, two.ann.asks().get("/api/v1/sessions/current").statusCode());
            two.bob
                    .asks()
                    .get("/api/v1/groups/{g}", two.group)
                    .then()
                    .body("members.online", equalTo(List.of(false, true)));
        }
    }

    /** The time that counts is the database's, so what is to be older is made older there. */
    private int moveOrphaning(int secondsBack) {
        return sql.update(
                "update attachment t set orphaned_at = orphaned_at - make_interval(secs => ?)"
                        + " from account a where a.id = t.account_id and a.name = ?"
                        + " and orphaned_at is not null",
                secondsBack,
                two.ann.name());
    }

    @Test
    void aSessionThatNeverHadAPeerEndsAfterADay() throws Exception {
        try (var _ = two.attach(two.bob, "b")) {
            makeSessionsOlder(23);
            orphans.endThoseNeverAttached();
            assertEquals(200, two.ann.asks().get("/api/v1/sessions/current").statusCode());
            makeSessionsOlder(1);
            orphans.endThoseNeverAttached();
            assertEquals(401, two.ann.asks().get("/api/v1/sessions/current").statusCode());
            assertEquals(200, two.bob.asks().get("/api/v1/sessions/current").statusCode());
        }
    }

    private void makeSessionsOlder(int hours) {
        sql.update(
                "update session s set started_at = started_at - make_interval(hours => ?)"
                        + " from account a where a.id = s.account_id and a.name = any (?)",
                hours,
                List.of(two.ann.name(), two.bob.name()));
    }

    @Test
    void filesThatAPeerDoesNotNameAgainAreNoLongerThere() throws Exception {
        FileRef gone = two.share("gone");
        try (var a = two.attach(two.ann, "a");
                var b = two.attach(two.bob, "b")) {
            a.say(serve(two.file, gone));
            a.expect(TrackerMessage.Ack.class);
            for (FileRef file : new FileRef[] {two.file, gone}) {
                b.say(new PeerMessage.Want(file));
                assertEquals(1, b.expect(TrackerMessage.Seeders.class).seeders().size());
            }
            try (var again = two.attach(two.ann, "a")) {
                again.say(serve(two.file));
                var left = b.expect(TrackerMessage.SeederLeft.class);
                assertEquals(gone, left.file());
                assertEquals(AttachedPeer.fingerprint("a"), left.fingerprint());
                two.ann
                        .asks()
                        .get("/api/v1/groups/{g}/files", two.group)
                        .then()
                        .body("items.find { it.file == 'x' }.seeders", equalTo(1))
                        .body("items.find { it.file == 'gone' }.seeders", equalTo(0));
                assertTrue(b.heard(TrackerMessage.SeederLeft.class).isEmpty());
                again.say(serve(gone));
                assertEquals(gone, b.expect(TrackerMessage.SeederJoined.class).file());
            }
        }
    }

    @Test
    void anotherCertificateIsAnotherSeeder() throws Exception {
        try (var a = two.attach(two.ann, "a");
                var b = two.attach(two.bob, "b")) {
            a.say(serve(two.file));
            a.expect(TrackerMessage.Ack.class);
            b.say(new PeerMessage.Want(two.file));
            b.expect(TrackerMessage.Seeders.class);
            try (var again = two.attach(two.ann, "c")) {
                assertEquals(
                        AttachedPeer.fingerprint("a"),
                        b.expect(TrackerMessage.SeederLeft.class).fingerprint());
                again.say(serve(two.file));
                assertEquals(
                        AttachedPeer.fingerprint("c"),
                        b.expect(TrackerMessage.SeederJoined.class)
                                .seeder()
                                .contact()
                                .fingerprint());
            }
        }
    }

    @Test
    void whoeverLogsInElsewhereEndsTheAttachedSession() throws Exception {
        try (var a = two.attach(two.ann, "a")) {
            String token =
                    nobody().body(
                                    Map.of(
                                            "name",
                                            two.ann.name(),
                                            "password",
                                            PASSWORD,
                                            "takeover",
                                            true))
                            .post("/api/v1/sessions")
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("token");
            var ended = a.expect(Ended.class);
            assertEquals(Ended.TAKEN_OVER, ended.code());
            assertTrue(ended.isLoggedOut());
            assertEquals(1008, a.awaitClosed());
            assertEquals(401, two.ann.asks().get("/api/v1/sessions/current").statusCode());
            two.attach(new LoggedIn(two.ann.name(), token), "b").close();
        }
    }

    @Test
    void aSilentConnectionIsLostAfterFifteenSeconds() throws Exception {
        try (var a = two.attach(two.ann, "a")) {
            peers.look(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
            a.say(new PeerMessage.Ping());
            a.expect(TrackerMessage.Pong.class);
            peers.look(System.nanoTime() + TimeUnit.SECONDS.toNanos(15));
            assertEquals(1001, a.awaitClosed());
        }
        assertEquals(200, two.ann.asks().get("/api/v1/sessions/current").statusCode());
    }

    @Test
    void whoeverDoesNotSayHelloIsSentAwayAfterTenSeconds() throws Exception {
        try (var a = two.connect(two.ann)) {
            a.say(new PeerMessage.Ping());
            a.expect(TrackerMessage.Pong.class);
            peers.look(System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
            var ended = a.expect(Ended.class);
            assertEquals(Ended.BAD_MESSAGE, ended.code());
            assertEquals("There was no hello.", ended.reason());
        }
    }
}
