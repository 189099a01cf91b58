package p2p.tracker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.session.AnnAndBob;

/** Files that go and come back while somebody wants them. */
@QuarkusTest
class WantsTest {

    @TestHTTPResource("/")
    String root;

    @Test
    void aFileThatNobodySharedForAWhileIsGivenAgainButNeverAnotherOne() throws Exception {
        try (var two = new AnnAndBob(root);
                var b = two.attach(two.bob, "b")) {
            b.say(new PeerMessage.Want(two.file));
            b.expect(TrackerMessage.NewTicket.class);
            stopSharing(two);
            var refused = b.expect(TrackerMessage.WantRefused.class);
            assertEquals(two.file, refused.file());
            assertEquals("urn:p2p:problem:no-such-file", refused.type());

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
                    b.expect(TrackerMessage.WantRefused.class).type());
        }
    }

    private static void stopSharing(AnnAndBob two) {
        two.ann.asks().delete("/api/v1/groups/{g}/shares?file=x", two.group).then().statusCode(204);
    }
}
