package p2p.tracker.ticket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.refused;
import static p2p.tracker.session.AnnAndBob.serve;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.protocol.Json;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.ticket.Ticket;
import p2p.protocol.ticket.TicketClaims;
import p2p.tracker.catalog.Manifests;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.session.AttachedPeer;
import p2p.tracker.store.Sql;

@QuarkusTest
class TicketIssuerTest {

    private static final int ROUNDS = 10;
    private static final int DOWNLOADS = 6;

    @TestHTTPResource("/")
    String root = "";

    @Inject SigningKeys keys;
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

    private Response download() {
        return two.bob
                .asks()
                .body(Map.of("file", "x"))
                .post("/api/v1/groups/{g}/downloads", two.group);
    }

    private DownloadGrant granted() throws Exception {
        Response answer = download();
        assertEquals(200, answer.statusCode(), answer::asString);
        return Json.strict().readValue(answer.asString(), DownloadGrant.class);
    }

    private static TicketClaims claims(byte[] ticket, List<TrackerMessage.Key> published)
            throws Exception {
        var all = new HashMap<Integer, PublicKey>();
        for (TrackerMessage.Key key : published) {
            all.put(
                    key.id(),
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(key.publicKey())));
        }
        return Ticket.verify(ticket, all, Instant.now());
    }

    @Test
    void aDownloadIsGrantedWithAllThatItNeeds() throws Exception {
        refused(download().then(), 409, "not-attached");
        try (var a = two.attach(two.ann, "a");
                var _ = two.attach(two.bob, "b")) {
            a.say(serve(two.file));
            a.expect(TrackerMessage.Ack.class);
            DownloadGrant grant = granted();
            assertEquals(two.group, grant.group());
            assertEquals("x", grant.file());
            assertEquals(two.file.id(), grant.id());
            assertEquals(Manifests.of("x"), grant.manifest());
            assertEquals(1, grant.seeders().size());
            var seeder = grant.seeders().getFirst();
            assertEquals(two.ann.name(), seeder.user());
            assertEquals(AttachedPeer.hello(two.port(), "a").listen(), seeder.contact().address());
            assertEquals(AttachedPeer.fingerprint("a"), seeder.contact().fingerprint());
            TicketClaims claims = claims(grant.ticket(), keys.published());
            assertEquals(two.bob.name(), claims.user());
            assertEquals(AttachedPeer.fingerprint("b"), claims.certificate());
            assertEquals(two.file.id(), claims.file());
            assertEquals(grant.ticketExpires().toEpochMilli(), claims.expires().toEpochMilli());
        }
    }

    @Test
    void noTicketIsYoungerThanTheRemoval() throws Exception {
        try (var a = two.attach(two.ann, "a");
                var _ = two.attach(two.bob, "b")) {
            for (int round = 1; round <= ROUNDS; round++) {
                List<byte[]> tickets = new ArrayList<>(List.of(granted().ticket()));
                tickets.addAll(ticketsWhileBobIsRemoved());
                refused(download().then(), 403, "not-a-member");
                var revoked =
                        a.expect(
                                TrackerMessage.Revoked.class, r -> two.bob.name().equals(r.user()));
                assertEquals(two.group, revoked.group());
                for (byte[] ticket : tickets) {
                    Instant issued = claims(ticket, keys.published()).issued();
                    assertFalse(issued.isAfter(revoked.before()), issued + " " + revoked);
                }
                ask(two.bob, two.group);
                two.ann
                        .asks()
                        .post("/api/v1/groups/{g}/requests/{u}/accept", two.group, two.bob.name())
                        .then()
                        .statusCode(204);
            }
        }
    }

    private List<byte[]> ticketsWhileBobIsRemoved() throws Exception {
        var start = new CyclicBarrier(DOWNLOADS + 1);
        List<byte[]> tickets = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(DOWNLOADS + 1)) {
            List<Future<Response>> downloads = new ArrayList<>();
            for (int i = 0; i < DOWNLOADS; i++) {
                downloads.add(
                        threads.submit(() -> {
                            start.await();
                            return download();
                        }));
            }
            Future<Response> removal =
                    threads.submit(() -> {
                        start.await();
                        return two.ann
                                .asks()
                                .delete(
                                        "/api/v1/groups/{g}/members/{u}",
                                        two.group,
                                        two.bob.name());
                    });
            assertEquals(204, removal.get().statusCode());
            for (Future<Response> download : downloads) {
                Response answer = download.get();
                if (answer.statusCode() == 200) {
                    tickets.add(
                            Json.strict()
                                    .readValue(answer.asString(), DownloadGrant.class)
                                    .ticket());
                } else {
                    refused(answer.then(), 403, "not-a-member");
                }
            }
        }
        return tickets;
    }

    @Test
    void aNewKeyIsKnownBeforeItSignsAndAnOldOneAfterwards() throws Exception {
        try (var a = two.attach(two.ann, "a");
                var _ = two.attach(two.bob, "b")) {
            List<TrackerMessage.Key> before = keys.published();
            assertEquals(1, before.size());
            int old = before.getFirst().id();
            sql.update("update signing_key set signs_from = signs_from - interval '25 hours'");
            keys.load();
            List<TrackerMessage.Key> both = a.expect(TrackerMessage.Keys.class).keys();
            assertEquals(2, both.size());
            assertEquals(old, both.getFirst().id());
            assertArrayEquals(before.getFirst().publicKey(), both.getFirst().publicKey());
            int young = both.getLast().id();
            byte[] earlier = granted().ticket();
            assertEquals(old, signer(earlier));

            age(young, 3);
            byte[] later = granted().ticket();
            assertEquals(young, signer(later));
            assertEquals(two.bob.name(), claims(later, both).user());
            assertEquals(two.bob.name(), claims(earlier, keys.published()).user());

            age(young, 11);
            assertEquals(
                    List.of(young),
                    a.expect(TrackerMessage.Keys.class, k -> k.keys().size() == 1).keys().stream()
                            .map(TrackerMessage.Key::id)
                            .toList());
        }
    }

    private void age(int key, int minutes) {
        sql.update(
                "update signing_key set signs_from = signs_from - make_interval(mins => ?)"
                        + " where id = ?",
                minutes,
                key);
        keys.load();
    }

    private static int signer(byte[] ticket) {
        return ByteBuffer.wrap(ticket).getInt(1);
    }
}
