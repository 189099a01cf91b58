package p2p.tracker.swarm;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static p2p.tracker.session.AnnAndBob.serve;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.store.Sql;

/** Whoever has the whole of a file shares it, as far as one may share more. */
@QuarkusTest
class ServingTest {

    @TestHTTPResource("/")
    String root = "";

    @Inject Sql sql;

    @Test
    void nobodySharesMoreThanTwentyThousandFiles() throws Exception {
        try (var two = new AnnAndBob(root);
                var a = two.attach(two.ann, "a");
                var b = two.attach(two.bob, "b")) {
            FileRef second = two.share("second");
            shareByHand(two, 19_999);
            b.say(serve(two.file, second));
            var shared =
                    a.expect(TrackerMessage.GroupEvent.class, e -> e.user().equals(two.bob.name()));
            assertEquals("shared", shared.event());
            assertEquals("x", shared.file());
            var refused = b.expect(TrackerMessage.ServeRefused.class);
            assertEquals(second, refused.file());
            assertEquals("urn:p2p:problem:too-many-shares", refused.problem());
            two.ann
                    .asks()
                    .get("/api/v1/groups/{g}/files?match=second", two.group)
                    .then()
                    .body("items.find { it.file == 'second' }.seeders", equalTo(0));
        }
    }

    private void shareByHand(AnnAndBob two, int count) {
        sql.update(
                """
                with made as (
                    insert into file (group_id, name, content_id, size, piece_size, algorithm,
                                      file_hash, piece_hashes)
                    select g.id, 'by-hand-' || i, sha256('x'), 0, 262144, 'sha-256', '', ''
                    from grp g, generate_series(1, ?) i where g.name = ?
                    returning id, group_id)
                insert into share (file_id, group_id, account_id, since)
                select made.id, made.group_id, a.id, now() from made, account a where a.name = ?
                """,
                count,
                two.group,
                two.bob.name());
    }
}
