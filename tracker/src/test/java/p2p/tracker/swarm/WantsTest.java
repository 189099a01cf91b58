package p2p.tracker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.session.AttachedPeer;

/** Files that go and come back while somebody wants them. */
@QuarkusTest
class WantsTest {

    @TestHTTPResource("/")
    String root = "";

    @Test
    void aFileThatNobodySharedForAWhileIsGivenAgainButNeverAnotherOne() throws Exception {
        try (var two = new AnnAndBob(root);
                var b = two.attach(two.bob, "b")) {
            b.say(new PeerMessage.Want(two.file));
            b.expect(TrackerMessage.NewTicket.class);
            stopSharing(two);
            var refused = b.expect(TrackerMessage.WantRefused.class);
            assertEquals(two.file, refused.file());
            assertEquals("urn:p2p:problem:no-such-file", refused.problem());

            two.share("x");
            b.expect(TrackerMessage.GroupEvent.class, e -> "shared".equals(e.event()));
            b.say(new PeerMessage.Want(two.file));
            assertEquals(two.file, b.expect(TrackerMessage.NewTicket.class).file());

            stopSharing(two);
            b.expect(TrackerMessage.WantRefused.class);
            two.share("x", "other content");
            b.say(new PeerMessage.Want(two.file));
            assertEquals(
                    "urn:p2p:problem:file-name-taken",
                    b.expect(TrackerMessage.WantRefused.class).problem());
        }
    }

    @Test
    void aTicketThatLastsIsNotGivenAgain() throws Exception {
        try (var two = new AnnAndBob(root);
                var b = two.attach(two.bob, "b")) {
            b.say(new PeerMessage.Want(two.file));
            Instant until = b.expect(TrackerMessage.NewTicket.class).expires();
            b.say(new PeerMessage.Want(two.file, until));
            b.say(new PeerMessage.Want(two.file, until.minus(Duration.ofMinutes(2))));
            assertEquals(0, ticketsBeforeSeeders(b));
            assertEquals(0, ticketsBeforeSeeders(b));
            for (Instant spent :
                    List.of(
                            until.minus(Duration.ofMinutes(4)),
                            until.minus(Duration.ofMinutes(9)),
                            until.plus(Duration.ofMinutes(9)))) {
                b.say(new PeerMessage.Want(two.file, spent));
                b.say(new PeerMessage.Unwant(two.file));
                assertEquals(0, ticketsBeforeSeeders(b));
                b.expect(TrackerMessage.NewTicket.class);
            }
        }
    }

    @Test
    void aTicketThatMayBeVoidIsGivenAgain() throws Exception {
        try (var two = new AnnAndBob(root);
                var b = two.attach(two.bob, "b")) {
            b.say(new PeerMessage.Want(two.file));
            Instant until = b.expect(TrackerMessage.NewTicket.class).expires();
            stopSharing(two);
            b.expect(TrackerMessage.WantRefused.class);
            two.share("x");
            b.expect(TrackerMessage.GroupEvent.class, e -> "shared".equals(e.event()));
            b.say(new PeerMessage.Want(two.file, until));
            assertEquals(two.file, b.expect(TrackerMessage.NewTicket.class).file());
        }
    }

    /** How many tickets come before the next list of seeders. */
    private static int ticketsBeforeSeeders(AttachedPeer peer) throws InterruptedException {
        int tickets = 0;
        while (peer.expect(
                        TrackerMessage.class,
                        m ->
                                m instanceof TrackerMessage.NewTicket
                                        || m instanceof TrackerMessage.Seeders)
                instanceof TrackerMessage.NewTicket) {
            tickets++;
        }
        return tickets;
    }

    private static void stopSharing(AnnAndBob two) {
        two.ann.asks().delete("/api/v1/groups/{g}/shares?file=x", two.group).then().statusCode(204);
    }
}
