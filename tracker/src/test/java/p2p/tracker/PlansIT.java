package p2p.tracker;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.testkit.CrowdedGroup;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.Tracker;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.catalog.Manifests;
import p2p.tracker.postgres.ExplainingPostgres;
import p2p.tracker.postgres.ExplainingPostgres.Explained;
import p2p.tracker.session.AttachedPeer;

/**
 * What a tracker asks of PostgreSQL about a group of a hundred thousand members, who all serve one
 * of its hundred thousand files: no large table is read as a whole, nor a group.
 */
@DisabledIfEnvironmentVariable(
        named = "P2P_RUN",
        matches = "native",
        disabledReason = "the statements are the same")
class PlansIT {

    private static final int MANY = 100_000;

    /** As many names as are looked at at once, and some more. */
    private static final double MOST_ROWS = 21_000;

    /** Of a small table, or to find the first of many. */
    private static final double MOST_ROWS_OF_A_WHOLE_TABLE = 2_000;

    @TempDir Path folder;

    private final List<String> wrong = new ArrayList<>();

    @Test
    void noRequestReadsAGroup() throws Exception {
        try (var postgres = new ExplainingPostgres(folder.resolve("postgres"));
                var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ScratchDatabase database = postgres.database();
            Path info = Tracker.list(folder, 1);
            try (Tracker tracker =
                    Tracker.run(folder, database.environment(), info.toString(), "1")
                            .awaitReady()) {
                RestAssured.baseURI = tracker.url();
                LoggedIn ann = loggedIn("ann");
                LoggedIn bob = loggedIn("bob");
                LoggedIn eve = loggedIn("eve");
                String group = group(ann, bob);
                share(ann, group, "x", "one");
                try (Connection connection = database.connect()) {
                    CrowdedGroup.fill(connection, group, MANY);
                }
                var file = new FileRef(group, "x", Manifests.of("one").computeId());
                int port = listening.getLocalPort();
                long mark = postgres.mark();
                look(ann, group);
                assertTrue(tracker.figures().contains("p2p_groups "));
                change(ann, bob, eve, group);
                try (var peer = AttachedPeer.connect(tracker.url(), ann.token())) {
                    swarm(peer.attach(port, "a"), ann, file);
                }
                postgres.since(mark).forEach(this::check);
            } finally {
                RestAssured.reset();
            }
        }
        assertEquals("", String.join("\n\n", wrong));
    }

    private static void share(LoggedIn who, String group, String name, String content) {
        int status =
                who.asks()
                        .body(Manifests.share(name, content))
                        .post("/api/v1/groups/{g}/shares", group)
                        .statusCode();
        assertEquals(2, status / 100);
    }

    private static void look(LoggedIn ann, String group) {
        String at = "/api/v1/groups/" + group;
        for (String path :
                List.of(
                        "/api/v1/groups",
                        "/api/v1/groups/mine",
                        "/api/v1/groups?match=great",
                        at + "/members/me",
                        at + "/members?after=50000",
                        at + "/candidates?after=5000",
                        at + "/requests",
                        at + "/invitations",
                        at + "/files",
                        at + "/files?after=file 50&limit=500",
                        at + "/files?match=nowhere",
                        at + "/versions?name=x",
                        at + "/sharers?name=x&after=s0.50000",
                        at + "/sharers?name=x&after=p50000",
                        at + "/audit",
                        "/api/v1/files?match=nowhere",
                        "/api/v1/shares",
                        "/api/v1/news")) {
            assertEquals(200, ann.asks().get(path).statusCode(), path);
        }
        ann.asks().get(at).then().body("count", equalTo(MANY + 2)).body("members", hasSize(100));
        ann.asks()
                .get(at + "/file?name=x")
                .then()
                .body("file.seeders", equalTo(1000))
                .body("sharers", hasSize(100));
    }

    private static void change(LoggedIn ann, LoggedIn bob, LoggedIn eve, String group) {
        String at = "/api/v1/groups/" + group;
        share(bob, group, "y", "two");
        share(bob, group, "x", "one");
        ask(eve, group);
        for (Consumer<RequestSpecification> change :
                List.<Consumer<RequestSpecification>>of(
                        it -> ok(it.post(at + "/requests/{u}/accept", eve.name()).statusCode()),
                        it ->
                                ok(
                                        it.body(Map.of("role", "moderator"))
                                                .put(at + "/members/{u}/role", eve.name())
                                                .statusCode()),
                        it ->
                                ok(
                                        it.body(Map.of("inviters", "owner"))
                                                .put(at + "/inviters")
                                                .statusCode()),
                        it -> ok(it.delete(at + "/members/{u}", eve.name()).statusCode()),
                        it ->
                                ok(
                                        it.body(Map.of("name", bob.name()))
                                                .put(at + "/owner")
                                                .statusCode()))) {
            change.accept(ann.asks());
        }
        ok(bob.asks().delete(at + "/members/me").statusCode());
    }

    private static void ok(int status) {
        assertEquals(2, status / 100);
    }

    private static void swarm(AttachedPeer peer, LoggedIn ann, FileRef file) throws Exception {
        peer.say(new PeerMessage.Want(file));
        assertEquals(40, peer.expect(TrackerMessage.Seeders.class).seeders().size());
        peer.say(new PeerMessage.Serve(List.of(new PeerMessage.Served(file, true, false))));
        peer.expect(TrackerMessage.Ack.class);
        ann.asks()
                .body(Map.of("file", "x"))
                .post("/api/v1/groups/{g}/downloads", file.group())
                .then()
                .statusCode(200)
                .body("seeders", hasSize(40));
        peer.say(new PeerMessage.Unserve(List.of(file), null));
        peer.expect(TrackerMessage.Ack.class);
    }

    private void check(Explained explained) {
        check(explained, explained.plan());
    }

    private void check(Explained explained, JsonNode node) {
        String kind = node.path("Node Type").asText();
        String table = node.path("Relation Name").asText();
        double rows = node.path("Actual Rows").asDouble();
        double removed = node.path("Rows Removed by Filter").asDouble();
        double all = (rows + removed) * node.path("Actual Loops").asDouble();
        if (all > (kind.equals("Seq Scan") ? MOST_ROWS_OF_A_WHOLE_TABLE : MOST_ROWS)) {
            wrong.add(
                    "%s %s, %.0f rows, in: %s"
                            .formatted(kind, table, all, explained.statement().strip()));
        }
        node.path("Plans").forEach(below -> check(explained, below));
    }
}
