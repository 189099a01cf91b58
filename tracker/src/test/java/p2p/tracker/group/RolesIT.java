package p2p.tracker.group;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import p2p.tracker.People;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;
import p2p.tracker.catalog.Manifests;

/** Who may do what in a group, and what becomes of it when that changes. */
@ExtendWith(RunningTracker.class)
class RolesIT {

    private static final String GROUP = "/api/v1/groups/{g}";
    private static final String INVITATIONS = GROUP + "/invitations";

    /** The same people in all tests; each test has a group of its own. */
    private static final class Cast {
        static final LoggedIn ANN = loggedIn("owner");
        static final LoggedIn MIA = loggedIn("moderator");
        static final LoggedIn BOB = loggedIn("member");
        static final LoggedIn RON = loggedIn("reader");
        static final LoggedIn EVE = loggedIn("stranger");
    }

    private final LoggedIn ann = Cast.ANN;
    private final LoggedIn mia = Cast.MIA;
    private final LoggedIn bob = Cast.BOB;
    private final LoggedIn ron = Cast.RON;
    private final LoggedIn eve = Cast.EVE;
    private final String group = group(ann, ron, bob, mia);

    RolesIT() {
        setRole(ann, mia, "moderator").statusCode(204);
        setRole(ann, ron, "reader").statusCode(204);
    }

    /**
     * The answers to owner, moderator, member, reader and stranger: a status, or the type of the
     * refusal. What was done can be done again when the next one asks.
     */
    private record Operation(
            String name, String answers, Function<LoggedIn, ValidatableResponse> ask) {

        static String answer(ValidatableResponse response) {
            var answer = response.extract();
            return answer.statusCode() < 400
                    ? Integer.toString(answer.statusCode())
                    : answer.path("type").toString().replaceFirst(".*:", "");
        }
    }

    @Test
    void everyRoleMayDoWhatItMay() {
        LoggedIn other = loggedIn("other");
        String all = "200 200 200 200 not-a-member";
        String moderators = "204 204 not-a-moderator not-a-moderator not-a-member";
        String owner = "204 not-the-owner not-the-owner not-the-owner not-the-owner";
        String bad = owner.replace("204", "bad-role");
        var operations =
                List.of(
                        new Operation("describe", all, this::describe),
                        new Operation("list files", all, p -> get(p, "/files")),
                        new Operation(
                                "download", all.replace("200", "no-such-file"), this::download),
                        new Operation("share", "201 201 201 reads-only not-a-member", this::share),
                        new Operation(
                                "restore",
                                "no-such-file no-such-file no-such-file reads-only not-a-member",
                                this::restore),
                        new Operation(
                                "list requests",
                                moderators.replace("204", "200"),
                                p -> get(p, "/requests")),
                        new Operation("accept", moderators, p -> accept(p, other)),
                        new Operation("reject", moderators, p -> reject(p, other)),
                        new Operation(
                                "remove a member",
                                moderators,
                                p -> removeOther(p, other, "member")),
                        new Operation(
                                "remove a reader",
                                moderators,
                                p -> removeOther(p, other, "reader")),
                        new Operation(
                                "remove a moderator",
                                moderators.replace("204 204", "204 not-the-owner"),
                                p -> removeOther(p, other, "moderator")),
                        new Operation(
                                "remove the owner",
                                moderators.replace(
                                        "204 204", "owner-cannot-remove-self not-the-owner"),
                                p -> remove(p, ann)),
                        new Operation("make a moderator", owner, p -> setRole(p, bob, "moderator")),
                        new Operation("make a member", owner, p -> setRole(p, bob, "member")),
                        new Operation("make a reader", owner, p -> setRole(p, ron, "reader")),
                        new Operation("make an owner", bad, p -> setRole(p, bob, "owner")),
                        new Operation("demote the owner", bad, p -> setRole(p, ann, "reader")),
                        new Operation("hand over", owner, p -> handOver(p, p)),
                        new Operation("list invitations", all, p -> get(p, "/invitations")),
                        new Operation(
                                "revoke another's invitation",
                                "204 204 no-such-invitation no-such-invitation not-a-member",
                                this::revokeNew),
                        new Operation(
                                "invite where moderators may",
                                moderators.replace("204", "201"),
                                this::invite),
                        new Operation("let members invite", owner, p -> inviters(p, "members")),
                        new Operation(
                                "invite where members may",
                                "201 201 201 reads-only not-a-member",
                                this::invite),
                        new Operation(
                                "let the owner alone invite", owner, p -> inviters(p, "owner")),
                        new Operation(
                                "invite where the owner may",
                                "201 not-the-owner not-the-owner not-the-owner not-a-member",
                                this::invite));
        var checks = new ArrayList<Executable>();
        for (Operation operation : operations) {
            String answers =
                    Stream.of(ann, mia, bob, ron, eve)
                            .map(person -> Operation.answer(operation.ask().apply(person)))
                            .collect(Collectors.joining(" "));
            checks.add(() -> assertEquals(operation.answers(), answers, operation.name()));
            setRole(ann, bob, "member").statusCode(204);
        }
        assertAll(checks);
    }

    private ValidatableResponse describe(LoggedIn person) {
        return person.asks().get(GROUP, group).then();
    }

    private ValidatableResponse get(LoggedIn person, String what) {
        return person.asks().get(GROUP + what, group).then();
    }

    private ValidatableResponse download(LoggedIn person) {
        var body = Map.of("file", "nobody's");
        return person.asks().body(body).post(GROUP + "/downloads", group).then();
    }

    private ValidatableResponse share(LoggedIn person) {
        var body = Manifests.share("of " + person.name(), person.name());
        return person.asks().body(body).post(GROUP + "/shares", group).then();
    }

    private ValidatableResponse restore(LoggedIn person) {
        var body = Map.of("file", "nobody's", "version", 1);
        return person.asks().body(body).put(GROUP + "/newest", group).then();
    }

    private ValidatableResponse accept(LoggedIn person, LoggedIn other) {
        remove(ann, other);
        other.asks().post(GROUP + "/requests", group);
        return decide(person, other, "accept");
    }

    private ValidatableResponse reject(LoggedIn person, LoggedIn other) {
        remove(ann, other);
        other.asks().post(GROUP + "/requests", group);
        return decide(person, other, "reject");
    }

    private ValidatableResponse decide(LoggedIn person, LoggedIn asking, String decision) {
        return person.asks().post(GROUP + "/requests/{u}/" + decision, group, asking.name()).then();
    }

    private LoggedIn joined(String role) {
        LoggedIn person = loggedIn("new");
        accept(ann, person).statusCode(204);
        setRole(ann, person, role).statusCode(204);
        return person;
    }

    private ValidatableResponse removeOther(LoggedIn person, LoggedIn other, String role) {
        accept(ann, other).statusCode(204);
        setRole(ann, other, role).statusCode(204);
        return remove(person, other);
    }

    private ValidatableResponse remove(LoggedIn person, LoggedIn member) {
        return person.asks().delete(GROUP + "/members/{u}", group, member.name()).then();
    }

    private ValidatableResponse setRole(LoggedIn person, LoggedIn member, String role) {
        return person.asks()
                .body(Map.of("role", role))
                .put(GROUP + "/members/{u}/role", group, member.name())
                .then();
    }

    private ValidatableResponse inviters(LoggedIn person, String inviters) {
        var body = Map.of("inviters", inviters);
        return person.asks().body(body).put(GROUP + "/inviters", group).then();
    }

    private ValidatableResponse handOver(LoggedIn person, LoggedIn heir) {
        var body = Map.of("name", heir.name());
        return person.asks().body(body).put(GROUP + "/owner", group).then();
    }

    private ValidatableResponse invite(LoggedIn person) {
        return person.asks().body("{\"uses\": 5}").post(INVITATIONS, group).then();
    }

    private ValidatableResponse revokeNew(LoggedIn person) {
        int id = invite(ann).statusCode(201).extract().path("invitation.id");
        return person.asks().delete(INVITATIONS + "/{id}", group, id).then();
    }

    private String code(LoggedIn person) {
        return invite(person).statusCode(201).extract().path("code");
    }

    private static ValidatableResponse take(LoggedIn person, String code) {
        return person.asks()
                .body(Map.of("code", code))
                .post("/api/v1/invitations/acceptances")
                .then();
    }

    private static ValidatableResponse check(String code) {
        return nobody().body(Map.of("code", code)).post("/api/v1/invitations/checks").then();
    }

    private void assertTaken(String code) {
        take(eve, code).statusCode(200).body("role", equalTo("member"));
        leave(eve);
    }

    private static void assertShut(String code) {
        refused(check(code), 404, "no-such-invitation");
    }

    private ValidatableResponse leave(LoggedIn person) {
        return person.asks().delete(GROUP + "/members/me", group).then().statusCode(200);
    }

    @Test
    void rolesAreShown() {
        describe(ron)
                .body("standing", equalTo("member"))
                .body("role", equalTo("reader"))
                .body("inviters", equalTo("moderators"))
                .body("members.user", contains(ann.name(), ron.name(), bob.name(), mia.name()))
                .body("members.role", contains("owner", "reader", "member", "moderator"));
        describe(ann).body("standing", equalTo("owner")).body("role", equalTo("owner"));
        for (LoggedIn person : List.of(mia, bob, ron)) {
            String role = person.name().replaceFirst("-.*", "");
            person.asks()
                    .get("/api/v1/groups/mine")
                    .then()
                    .body("find { it.group == '" + group + "' }.role", equalTo(role))
                    .body("find { it.group == '" + group + "' }.standing", equalTo("member"));
        }
        ask(eve, group);
        eve.asks()
                .get("/api/v1/groups?match={g}", group)
                .then()
                .body("items[0].role", nullValue())
                .body("items[0].standing", equalTo("requested"));
    }

    @Test
    void whatIsNoRoleIsRefused() {
        for (String value : List.of("{}", "{'': null}", "{'': 'king'}", "{'': 1}")) {
            String body = value.replace('\'', '"');
            String role = body.replace("\"\"", "\"role\"");
            String inviters = body.replace("\"\"", "\"inviters\"");
            refused(
                    ann.asks()
                            .body(role)
                            .put(GROUP + "/members/{u}/role", group, bob.name())
                            .then(),
                    400,
                    "bad-request");
            refused(
                    ann.asks().body(inviters).put(GROUP + "/inviters", group).then(),
                    400,
                    "bad-request");
        }
        describe(bob).body("role", equalTo("member")).body("inviters", equalTo("moderators"));
    }

    @Test
    void rolesAreForMembers() {
        refused(setRole(ann, eve, "reader"), 404, "no-such-member");
        ask(eve, group);
        refused(setRole(ann, eve, "moderator"), 404, "no-such-member");
        refused(
                nobody().body(Map.of("role", "reader"))
                        .put(GROUP + "/members/{u}/role", group, bob.name())
                        .then(),
                401,
                "not-logged-in");
    }

    @Test
    void whoComesBackIsAPlainMember() {
        remove(ann, mia).statusCode(204);
        take(mia, code(ann)).statusCode(200).body("role", equalTo("member"));
        refused(get(mia, "/requests"), 403, "not-a-moderator");
    }

    @Test
    void whatIsSentAgainChangesNothingAnew() {
        for (int i = 0; i < 2; i++) {
            ann.asks()
                    .header("Idempotency-Key", "a-role-in-" + group + "-of-bob")
                    .body(Map.of("role", "reader"))
                    .put(GROUP + "/members/{u}/role", group, bob.name())
                    .then()
                    .statusCode(204);
            setRole(ann, bob, "moderator").statusCode(204);
        }
        describe(bob).body("role", equalTo("moderator"));
    }

    @Test
    void aDemotionCountsAtOnceAndWhatWasSharedStays() {
        share(bob).statusCode(201);
        bob.asks()
                .body(Manifests.share("of " + bob.name(), "the second"))
                .post(GROUP + "/shares", group)
                .then()
                .statusCode(201);
        setRole(ann, bob, "reader").statusCode(204);
        refused(share(bob), 403, "reads-only");
        refused(
                bob.asks()
                        .body(Map.of("file", "of " + bob.name(), "version", 1))
                        .put(GROUP + "/newest", group)
                        .then(),
                403,
                "reads-only");
        get(mia, "/files").body("items.file", contains("of " + bob.name()));
        bob.asks()
                .delete(GROUP + "/shares?file={f}", group, "of " + bob.name())
                .then()
                .statusCode(204);
        get(mia, "/files").body("items", hasSize(0));
        setRole(ann, bob, "member").statusCode(204);
        share(bob).statusCode(201);

        setRole(ann, mia, "member").statusCode(204);
        refused(remove(mia, ron), 403, "not-a-moderator");
    }

    @Test
    void moderatorsInheritBeforeMembersBeforeReaders() {
        LoggedIn max = joined("moderator");
        LoggedIn gil = joined("moderator");
        leave(ann).body("owner", equalTo(mia.name()));
        describe(max)
                .body(
                        "members.role",
                        contains("reader", "member", "owner", "moderator", "moderator"));
        var proof = Map.of("password", People.PASSWORD);
        leave(mia).body("owner", equalTo(max.name()));
        max.asks().body(proof).delete("/api/v1/accounts/me").then().statusCode(204);
        leave(gil).body("owner", equalTo(bob.name()));
        leave(bob).body("owner", equalTo(ron.name()));
        describe(ron).body("role", equalTo("owner"));
        share(ron).statusCode(201);
    }

    @Test
    void whoHandsAGroupOverIsAPlainMember() {
        handOver(ann, ron).statusCode(204);
        describe(ann)
                .body("role", equalTo("member"))
                .body("members.role", contains("member", "owner", "member", "moderator"));
        refused(remove(mia, ron), 403, "not-the-owner");
        handOver(ron, ann).statusCode(204);
        describe(ron).body("role", equalTo("member"));
    }

    @Test
    void whatARemovedMemberMadeOpensNoDoor() {
        inviters(ann, "members").statusCode(204);
        String ofMember = code(bob);
        String ofModerator = code(mia);
        String ofOwner = code(ann);
        assertTaken(ofMember);
        remove(mia, bob).statusCode(204);
        assertShut(ofMember);
        remove(ann, mia).statusCode(204);
        assertShut(ofModerator);
        take(bob, ofOwner).statusCode(200);
        refused(take(mia, ofMember), 404, "no-such-invitation");
        get(ann, "/invitations").body("madeBy", contains(ann.name()));
    }

    @Test
    void whatSomebodyMadeGoesWithTheirRightToMakeIt() {
        inviters(ann, "members").statusCode(204);
        String ofMember = code(bob);
        String ofModerator = code(mia);
        setRole(ann, mia, "member").statusCode(204);
        check(ofModerator).statusCode(204);
        setRole(ann, bob, "reader").statusCode(204);
        assertShut(ofMember);
        setRole(ann, bob, "moderator").statusCode(204);
        assertShut(ofMember);
        String another = code(bob);
        inviters(ann, "moderators").statusCode(204);
        assertShut(ofModerator);
        assertTaken(another);
        String ofOwner = code(ann);
        inviters(ann, "owner").statusCode(204);
        assertShut(another);
        inviters(ann, "members").statusCode(204);
        assertShut(another);
        assertTaken(ofOwner);
        setRole(ann, bob, "member").statusCode(204);
        inviters(ann, "moderators").statusCode(204);
        get(ann, "/invitations").body("madeBy", contains(ann.name()));
    }

    @Test
    void itStaysWhenItsMakerLeavesWhileTheOwnerChanges() {
        LoggedIn max = joined("moderator");
        String ofModerator = code(max);
        String ofOwner = code(ann);
        leave(max);
        assertTaken(ofModerator);
        handOver(ann, bob).statusCode(204);
        assertTaken(ofModerator);
        assertTaken(ofOwner);
        leave(ann);
        var proof = Map.of("password", People.PASSWORD);
        max.asks().body(proof).delete("/api/v1/accounts/me").then().statusCode(204);
        assertTaken(ofOwner);
        assertTaken(ofModerator);
        get(bob, "/invitations").body("madeBy", containsInAnyOrder(null, ann.name()));
    }

    @Test
    void membersSeeAndRevokeTheirOwn() {
        inviters(ann, "members").statusCode(204);
        invite(ann).statusCode(201);
        int own = invite(bob).statusCode(201).extract().path("invitation.id");
        get(bob, "/invitations").body("id", contains(own)).body("madeBy", contains(bob.name()));
        get(ron, "/invitations").body("", hasSize(0));
        get(mia, "/invitations").body("madeBy", contains(ann.name(), bob.name()));
        bob.asks().delete(INVITATIONS + "/{id}", group, own).then().statusCode(204);
        get(bob, "/invitations").body("", hasSize(0));
        get(ann, "/invitations").body("", hasSize(1));
    }

    @Test
    void aCodeIsCheckedByAnybodyAndNotUsed() {
        String code =
                Objects.requireNonNull(
                        ann.asks().body("{\"uses\": 1}").post(INVITATIONS, group).path("code"));
        check(code).statusCode(204);
        check(code).statusCode(204);
        get(ann, "/invitations").body("used", contains(0));
        take(eve, code).statusCode(200);
        refused(check(code), 410, "invitation-ended");
        refused(check("0".repeat(26)), 404, "no-such-invitation");
        refused(nobody().body("{}").post("/api/v1/invitations/checks").then(), 400, "bad-request");
    }
}
