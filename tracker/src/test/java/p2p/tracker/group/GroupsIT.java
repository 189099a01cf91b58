package p2p.tracker.group;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;

@ExtendWith(RunningTracker.class)
class GroupsIT {

    private static final String GROUPS = "/api/v1/groups";

    @Test
    void whoMakesAGroupOwnsIt() {
        var ann = loggedIn("ann");
        String name = freshName("Group");
        create(ann, name)
                .statusCode(201)
                .body("group", equalTo(name))
                .body("owner", equalTo(ann.name()))
                .body("members", equalTo(1))
                .body("standing", equalTo("owner"));
        refused(create(ann, name.toLowerCase(Locale.ROOT)), 409, "name-taken");
        refused(create(loggedIn("bob"), name), 409, "name-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_a", "a b", "a/b", "mine", "ünder"})
    void aBadNameIsRefused(String name) {
        refused(create(loggedIn("ann"), name), 422, "bad-name");
    }

    @Test
    void theListSaysWhatOneIsToEachGroup() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String common = freshName("standing");
        List<String> names = List.of(common + "a", common + "b", common + "c", common + "d");
        names.forEach(name -> create(ann, name).statusCode(201));
        ask(bob, names.get(1));
        ann.asks().post(GROUPS + "/{g}/requests/{u}/accept", names.get(1), bob.name());
        ask(bob, names.get(2));
        create(bob, common + "e").statusCode(201);
        bob.asks()
                .get(GROUPS + "?match={m}", common.toUpperCase(Locale.ROOT))
                .then()
                .statusCode(200)
                .body(
                        "items.group",
                        contains(
                                names.get(0),
                                names.get(1),
                                names.get(2),
                                names.get(3),
                                common + "e"))
                .body("items.owner", hasItem(ann.name()))
                .body("items.members", contains(1, 2, 1, 1, 1))
                .body("items.standing", contains("none", "member", "requested", "none", "owner"))
                .body("next", nullValue());
        bob.asks()
                .get(GROUPS + "/mine")
                .then()
                .statusCode(200)
                .body("group", contains(names.get(1), common + "e"));
    }

    @Test
    void theListComesInPages() {
        var ann = loggedIn("ann");
        String common = freshName("paged");
        for (String end : List.of("C", "a", "B")) {
            create(ann, common + end).statusCode(201);
        }
        ann.asks()
                .get(GROUPS + "?match={m}&limit=2", common)
                .then()
                .body("items.group", contains(common + "a", common + "B"))
                .body("next", equalTo(common + "B"));
        ann.asks()
                .get(GROUPS + "?match={m}&limit=2&after={a}", common, common + "B")
                .then()
                .body("items.group", contains(common + "C"))
                .body("next", nullValue());
    }

    @Test
    void membersSeeTheMembersInTheOrderInWhichTheyJoined() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        var cem = loggedIn("cem");
        String group = group(ann, cem, bob);
        cem.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        bob.asks()
                .get(GROUPS + "/{g}", group.toUpperCase(Locale.ROOT))
                .then()
                .statusCode(200)
                .body("group", equalTo(group))
                .body("owner", equalTo(ann.name()))
                .body("standing", equalTo("member"))
                .body("members.user", contains(ann.name(), cem.name(), bob.name()))
                .body("members.online", contains(true, false, true));
        ann.asks().get(GROUPS + "/{g}", group).then().body("standing", equalTo("owner"));
    }

    @Test
    void theMembersComeInPagesAndAreCounted() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        var cem = loggedIn("cem");
        String group = group(ann, cem, bob);
        String next =
                bob.asks()
                        .get(GROUPS + "/{g}/members?limit=2", group)
                        .then()
                        .statusCode(200)
                        .body("items.user", contains(ann.name(), cem.name()))
                        .body("items.role", contains("owner", "member"))
                        .extract()
                        .path("next");
        ann.asks()
                .get(GROUPS + "/{g}/members?limit=2&after={a}", group, next)
                .then()
                .body("items.user", contains(bob.name()))
                .body("next", nullValue());
        bob.asks()
                .get(GROUPS + "/{g}/members/me", group.toUpperCase(Locale.ROOT))
                .then()
                .statusCode(200)
                .body("group", equalTo(group))
                .body("owner", equalTo(ann.name()))
                .body("members", equalTo(3))
                .body("standing", equalTo("member"));
        leave(bob, group).statusCode(200);
        ann.asks().get(GROUPS + "/{g}", group).then().body("count", equalTo(2));
        refused(bob.asks().get(GROUPS + "/{g}/members", group).then(), 403, "not-a-member");
        refused(bob.asks().get(GROUPS + "/{g}/members/me", group).then(), 403, "not-a-member");
        refused(ann.asks().get(GROUPS + "/{g}/members?limit=0", group).then(), 400, "bad-request");
        refused(ann.asks().get(GROUPS + "/no-such-group/members/me").then(), 404, "no-such-group");
    }

    @Test
    void nobodyElseSeesTheMembers() {
        var ann = loggedIn("ann");
        var asking = loggedIn("bob");
        String group = group(ann);
        ask(asking, group);
        refused(asking.asks().get(GROUPS + "/{g}", group).then(), 403, "not-a-member");
        refused(loggedIn("cem").asks().get(GROUPS + "/{g}", group).then(), 403, "not-a-member");
        refused(ann.asks().get(GROUPS + "/no-such-group").then(), 404, "no-such-group");
    }

    @Test
    void nobodyDoesAnythingWithoutASession() {
        String group = group(loggedIn("ann"));
        refused(nobody().body(Map.of("name", "g")).post(GROUPS).then(), 401, "not-logged-in");
        refused(nobody().get(GROUPS).then(), 401, "not-logged-in");
        refused(nobody().get(GROUPS + "/mine").then(), 401, "not-logged-in");
        refused(nobody().get(GROUPS + "/{g}", group).then(), 401, "not-logged-in");
        refused(
                nobody().body(Map.of("name", "bob")).put(GROUPS + "/{g}/owner", group).then(),
                401,
                "not-logged-in");
        refused(nobody().delete(GROUPS + "/{g}/members/me", group).then(), 401, "not-logged-in");
        refused(nobody().delete(GROUPS + "/{g}/members/bob", group).then(), 401, "not-logged-in");
    }

    @Test
    void theOwnerLeavesAndWhoeverJoinedFirstOwnsTheGroup() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        var cem = loggedIn("cem");
        String group = group(ann, cem, bob);
        leave(ann, group)
                .statusCode(200)
                .body("group", equalTo(group))
                .body("owner", equalTo(cem.name()))
                .body("passedOn", equalTo(true));
        bob.asks()
                .get(GROUPS + "/{g}", group)
                .then()
                .body("owner", equalTo(cem.name()))
                .body("members.user", contains(cem.name(), bob.name()));
        refused(leave(ann, group), 403, "not-a-member");
        leave(bob, group.toUpperCase(Locale.ROOT))
                .statusCode(200)
                .body("group", equalTo(group))
                .body("owner", equalTo(cem.name()))
                .body("passedOn", equalTo(false));
        cem.asks().get(GROUPS + "/{g}", group).then().body("owner", equalTo(cem.name()));
    }

    @Test
    void theLastLeavesAndTheGroupIsGoneWithItsRequests() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        ask(bob, group);
        leave(ann, group).statusCode(200).body("owner", nullValue());
        refused(ann.asks().get(GROUPS + "/{g}", group).then(), 404, "no-such-group");
        create(bob, group).statusCode(201);
        bob.asks()
                .get(GROUPS + "/{g}/requests", group)
                .then()
                .statusCode(200)
                .body("size()", equalTo(0));
    }

    @Test
    void strangersAndRequestersCannotLeave() {
        var bob = loggedIn("bob");
        String group = group(loggedIn("ann"));
        refused(leave(bob, group), 403, "not-a-member");
        ask(bob, group);
        refused(leave(bob, group), 403, "not-a-member");
        refused(leave(bob, "no-such-group"), 404, "no-such-group");
    }

    @Test
    void theOwnerRemovesMembersButNotThemselves() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann, bob);
        refused(remove(ann, group, ann.name()), 409, "owner-cannot-remove-self");
        remove(ann, group, bob.name()).statusCode(204);
        refused(remove(ann, group, bob.name()), 404, "no-such-member");
        refused(bob.asks().get(GROUPS + "/{g}", group).then(), 403, "not-a-member");
        refused(remove(ann, group, "nobody-at-all"), 404, "no-such-member");
        ann.asks().get(GROUPS + "/{g}", group).then().body("members.user", contains(ann.name()));
    }

    @Test
    void membersAndStrangersRemoveNobody() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        var cem = loggedIn("cem");
        String group = group(ann, bob);
        refused(remove(bob, group, ann.name()), 403, "not-a-moderator");
        refused(remove(cem, group, bob.name()), 403, "not-a-member");
        ask(cem, group);
        refused(remove(cem, group, bob.name()), 403, "not-a-member");
        ann.asks()
                .get(GROUPS + "/{g}", group)
                .then()
                .body("members.user", contains(ann.name(), bob.name()));
    }

    @Test
    void theOwnerHandsTheGroupOverToAMember() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann, bob);
        handOver(ann, group, ann.name()).statusCode(204);
        handOver(ann, group, bob.name()).statusCode(204);
        ann.asks()
                .get(GROUPS + "/{g}", group)
                .then()
                .body("owner", equalTo(bob.name()))
                .body("standing", equalTo("member"))
                .body("members.user", contains(ann.name(), bob.name()));
        refused(handOver(ann, group, ann.name()), 403, "not-the-owner");
    }

    @Test
    void nobodyElseHandsAGroupOverNorToAnybodyElse() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        var cem = loggedIn("cem");
        String group = group(ann, bob);
        refused(handOver(bob, group, bob.name()), 403, "not-the-owner");
        refused(handOver(cem, group, cem.name()), 403, "not-the-owner");
        ask(cem, group);
        refused(handOver(cem, group, cem.name()), 403, "not-the-owner");
        refused(handOver(ann, group, cem.name()), 404, "no-such-member");
        refused(handOver(ann, group, "nobody-at-all"), 404, "no-such-member");
        refused(
                ann.asks().body("{}").put(GROUPS + "/{g}/owner", group).then(),
                404,
                "no-such-member");
        ann.asks()
                .get(GROUPS + "/{g}", group)
                .then()
                .body("owner", equalTo(ann.name()))
                .body("members.user", not(hasItem(cem.name())));
    }

    private static ValidatableResponse create(LoggedIn person, String name) {
        return person.asks().body(Map.of("name", name)).post(GROUPS).then();
    }

    private static ValidatableResponse leave(LoggedIn person, String group) {
        return person.asks().delete(GROUPS + "/{g}/members/me", group).then();
    }

    private static ValidatableResponse remove(LoggedIn owner, String group, String member) {
        return owner.asks().delete(GROUPS + "/{g}/members/{u}", group, member).then();
    }

    private static ValidatableResponse handOver(LoggedIn owner, String group, String heir) {
        return owner.asks().body(Map.of("name", heir)).put(GROUPS + "/{g}/owner", group).then();
    }
}
