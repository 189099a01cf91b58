package p2p.tracker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.loggedIn;

import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.Role;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.GroupEvent;
import p2p.protocol.session.TrackerMessage.Revoked;
import p2p.testkit.ScratchDatabase;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;
import p2p.tracker.catalog.Manifests;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.session.AttachedPeer;

@ExtendWith(RunningTracker.class)
class GroupNewsIT {

    private static final String GROUP = "/api/v1/groups/{g}";
    private static final Predicate<GroupEvent> IS_ROLE = event -> event.event().equals("role");

    @Test
    void everybodyHearsWhatConcernsThem() throws Exception {
        LoggedIn cem = loggedIn("cem");
        LoggedIn eve = loggedIn("eve");
        try (var two = new AnnAndBob(RestAssured.baseURI);
                var a = two.attach(two.ann, "a");
                var b = two.attach(two.bob, "b");
                var c = two.attach(cem, "c");
                var e = two.attach(eve, "e")) {
            String group = two.group;
            ask(cem, group);
            a.expect(GroupEvent.class, heard -> heard.user().equals(cem.name()));
            setRole(two.ann, two.bob, group, "moderator");
            assertEquals(Role.MODERATOR, b.expect(GroupEvent.class, IS_ROLE).role());
            assertEquals(Role.MODERATOR, a.expect(GroupEvent.class, IS_ROLE).role());
            cem.asks().delete(GROUP + "/requests/me", group).then().statusCode(204);
            assertHeard("withdrawn", cem, null, a, b);
            setRole(two.ann, two.bob, group, "member");
            assertHeard("role", two.bob, null, a, b);
            ask(cem, group);
            assertHeard("requested", cem, null, a);
            two.ann
                    .asks()
                    .post(GROUP + "/requests/{u}/reject", group, cem.name())
                    .then()
                    .statusCode(204);
            assertHeard("rejected", cem, null, c);
            ask(cem, group);
            assertHeard("requested", cem, null, a);
            two.ann
                    .asks()
                    .post(GROUP + "/requests/{u}/accept", group, cem.name())
                    .then()
                    .statusCode(204);
            awaitAccepted(cem, a, b, c);

            two.bob
                    .asks()
                    .body(Manifests.share("y", "y"))
                    .post(GROUP + "/shares", group)
                    .then()
                    .statusCode(201);
            assertHeard("shared", two.bob, "y", a, b, c);
            c.say(AnnAndBob.serve(two.file));
            assertHeard("shared", cem, "x", a, b, c);
            two.bob.asks().delete(GROUP + "/shares?file=y", group).then().statusCode(204);
            assertHeard("unshared", two.bob, "y", a, b, c);

            two.ann
                    .asks()
                    .delete(GROUP + "/members/{u}", group, two.bob.name())
                    .then()
                    .statusCode(204);
            assertHeard("removed", two.bob, null, a, b, c);
            two.ann.asks().delete(GROUP + "/members/me", group).then().statusCode(200);
            assertEquals(
                    two.ann.name(),
                    a.expect(GroupEvent.class, event -> event.event().equals("left")).user());
            assertEquals(
                    cem.name(),
                    c.expect(GroupEvent.class, event -> event.event().equals("owner")).user());
            cem.asks().delete(GROUP + "/members/me", group).then().statusCode(200);
            assertEquals(
                    cem.name(),
                    c.expect(GroupEvent.class, event -> event.event().equals("gone")).user());

            e.say(new PeerMessage.Ping());
            e.expect(TrackerMessage.Pong.class);
            assertTrue(e.heard(GroupEvent.class).isEmpty());
        }
    }

    @Test
    void whoLeavesAGroupIsToldThereAndLaterToWhoJoins() throws Exception {
        LoggedIn eve = loggedIn("eve");
        try (var two = new AnnAndBob(RestAssured.baseURI);
                var a = two.attach(two.ann, "a");
                var b = two.attach(two.bob, "b");
                var e = two.attach(eve, "e")) {
            String group = two.group;
            Predicate<Revoked> isBobs = revoked -> two.bob.name().equals(revoked.user());
            b.say(new PeerMessage.Want(two.file));
            b.expect(TrackerMessage.NewTicket.class);
            two.ann
                    .asks()
                    .delete(GROUP + "/members/{u}", group, two.bob.name())
                    .then()
                    .statusCode(204);
            assertEquals(group, a.expect(Revoked.class, isBobs).group());
            b.expect(Revoked.class, isBobs);
            e.say(new PeerMessage.Ping());
            e.expect(TrackerMessage.Pong.class);
            assertTrue(e.heard(Revoked.class).isEmpty());
            try (var again = two.connect(eve)) {
                again.say(AttachedPeer.hello(two.port(), "e"));
                var welcome = again.expect(TrackerMessage.Welcome.class);
                assertTrue(welcome.revocations().stream().noneMatch(isBobs));
                ask(eve, group);
                two.ann
                        .asks()
                        .post(GROUP + "/requests/{u}/accept", group, eve.name())
                        .then()
                        .statusCode(204);
                again.expect(Revoked.class, isBobs);
            }
        }
    }

    @Test
    void trackersOfBeforeFindThoseWhoAreMeantAndAreUnderstood() throws Exception {
        ScratchDatabase database = RunningTracker.database();
        try (var two = new AnnAndBob(RestAssured.baseURI);
                var a = two.attach(two.ann, "a");
                var b = two.attach(two.bob, "b")) {
            database.rows("update tracker set by_group = null returning number");
            setRole(two.ann, two.bob, two.group, "reader");
            a.expect(GroupEvent.class, IS_ROLE);
            assertEquals(List.of("2"), named(database, two.group));
            database.rows("update tracker set by_group = incarnation returning number");
            setRole(two.ann, two.bob, two.group, "member");
            a.expect(GroupEvent.class, IS_ROLE);
            assertEquals(List.of("1"), named(database, two.group));
            String body =
                    "{\"type\":\"group\",\"event\":\"made-up\",\"group\":\"g\",\"user\":\"u\","
                            + "\"file\":null,\"at\":\"2026-01-01T00:00:00Z\"}";
            database.rows(
                    "insert into swarm_event (topic, ids, body)"
                            + " select 'accounts', array[id], ? from account where name = ?"
                            + " returning id",
                    body,
                    two.bob.name());
            b.expect(GroupEvent.class, heard -> heard.event().equals("made-up"));
        } finally {
            database.rows("update tracker set by_group = incarnation returning number");
        }
    }

    /** How many the last event of the group names. */
    private static List<String> named(ScratchDatabase database, String group) throws Exception {
        return database.rows(
                "select count(distinct account) from unnest((select e.ids from swarm_event e"
                        + " join grp g on g.id = e.group_id where g.name = ? and e.reach = 'members'"
                        + " order by e.id desc limit 1)) account",
                group);
    }

    private static void setRole(LoggedIn owner, LoggedIn member, String group, String role) {
        owner.asks()
                .body(Map.of("role", role))
                .put(GROUP + "/members/{u}/role", group, member.name())
                .then()
                .statusCode(204);
    }

    /** That of others, before they were attached, may be heard still. */
    private static void awaitAccepted(LoggedIn who, AttachedPeer... peers) throws Exception {
        for (AttachedPeer peer : peers) {
            GroupEvent event =
                    peer.expect(GroupEvent.class, heard -> heard.user().equals(who.name()));
            assertEquals("accepted", event.event());
        }
    }

    /** The next event that each of the peers hears is this one. */
    private static void assertHeard(
            String what, LoggedIn who, @Nullable String file, AttachedPeer... peers)
            throws Exception {
        for (AttachedPeer peer : peers) {
            GroupEvent event = peer.expect(GroupEvent.class);
            assertEquals(what, event.event());
            assertEquals(who.name(), event.user());
            assertEquals(file, event.file());
        }
    }
}
