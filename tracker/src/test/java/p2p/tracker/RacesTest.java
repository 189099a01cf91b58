package p2p.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.freshName;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.catalog.Manifests;

/** Many people at once. Whatever wins: each group has one owner, who is a member, or is gone. */
@QuarkusTest
class RacesTest {

    private static final String GROUP = "/api/v1/groups/{g}";

    @Inject AgroalDataSource database;

    @AfterEach
    void nothingIsLeftOver() throws SQLException {
        assertNone(
                "select count(*) from grp g where not exists (select 1 from membership m"
                        + " where m.group_id = g.id and m.account_id = g.owner_id)");
        assertNone(
                "select count(*) from join_request r join membership m"
                        + " on m.group_id = r.group_id and m.account_id = r.account_id");
        assertNone(
                "select count(*) from membership m where not exists"
                        + " (select 1 from grp g where g.id = m.group_id)"
                        + " or not exists (select 1 from account a where a.id = m.account_id)");
        assertNone(
                "select count(*) from join_request r where not exists"
                        + " (select 1 from grp g where g.id = r.group_id)"
                        + " or not exists (select 1 from account a where a.id = r.account_id)");
    }

    @Test
    void ofManyWhoWantANameOneGetsIt() throws Exception {
        String name = freshName("wanted");
        var body = Map.of("name", name, "password", People.PASSWORD);
        List<Integer> statuses =
                atOnce(
                        IntStream.range(0, 32)
                                .<Callable<Response>>mapToObj(
                                        i -> () -> nobody().body(body).post("/api/v1/accounts"))
                                .toList());
        assertEquals(1, statuses.stream().filter(s -> s == 201).count(), statuses::toString);
        assertEquals(31, statuses.stream().filter(s -> s == 409).count(), statuses::toString);
    }

    @Test
    void ofManyLogInsOneIsGranted() throws Exception {
        String name = People.account("ann");
        var body = Map.of("name", name, "password", People.PASSWORD);
        List<Integer> statuses =
                atOnce(
                        IntStream.range(0, 5)
                                .<Callable<Response>>mapToObj(
                                        i -> () -> nobody().body(body).post("/api/v1/sessions"))
                                .toList());
        assertEquals(1, statuses.stream().filter(s -> s == 201).count(), statuses::toString);
        assertEquals(4, statuses.stream().filter(s -> s == 409).count(), statuses::toString);
    }

    @RepeatedTest(5)
    void acceptedOrWithdrawn() throws Exception {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        ask(bob, group);
        List<Integer> statuses =
                atOnce(
                        List.of(
                                () -> accept(ann, group, bob),
                                () -> bob.asks().delete(GROUP + "/requests/me", group)));
        boolean accepted = statuses.equals(List.of(204, 404));
        assertTrue(accepted || statuses.equals(List.of(404, 204)), statuses::toString);
        assertEquals(accepted ? 200 : 403, bob.asks().get(GROUP, group).statusCode());
    }

    @RepeatedTest(3)
    void ofManyWhoUseAnInvitationForOneOneJoins() throws Exception {
        var ann = loggedIn("ann");
        String group = group(ann);
        String code = ann.asks().body("{}").post(GROUP + "/invitations", group).path("code");
        var calls = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 4; i++) {
            var person = loggedIn("invited");
            ask(person, group);
            calls.add(() -> take(person, code));
        }
        List<Integer> statuses = atOnce(calls);
        assertEquals(1, statuses.stream().filter(s -> s == 200).count(), statuses::toString);
        assertEquals(3, statuses.stream().filter(s -> s == 410).count(), statuses::toString);
        assertEquals(2, ann.asks().get(GROUP, group).<List<?>>path("members").size());
    }

    @RepeatedTest(5)
    void theLastOneLeavesWhileAnInvitationIsTaken() throws Exception {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann);
        String code = ann.asks().body("{}").post(GROUP + "/invitations", group).path("code");
        List<Integer> statuses = atOnce(List.of(() -> take(bob, code), () -> leave(ann, group)));
        boolean taken = statuses.equals(List.of(200, 200));
        assertTrue(taken || statuses.equals(List.of(404, 200)), statuses::toString);
        assertEquals(taken ? 200 : 404, bob.asks().get(GROUP, group).statusCode());
    }

    @RepeatedTest(5)
    void whoIsDemotedWhileTheyInviteAndShareHasNeitherAfterwards() throws Exception {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann, bob);
        assertEquals(204, setRole(ann, group, bob, "moderator").statusCode());
        var share = Manifests.share("x", "x");
        List<Integer> statuses =
                atOnce(
                        List.of(
                                () -> setRole(ann, group, bob, "reader"),
                                () -> bob.asks().body("{}").post(GROUP + "/invitations", group),
                                () -> bob.asks().body(share).post(GROUP + "/shares", group)));
        assertEquals(204, statuses.get(0));
        assertTrue(List.of(201, 403).contains(statuses.get(1)), statuses::toString);
        assertTrue(List.of(201, 403).contains(statuses.get(2)), statuses::toString);
        assertEquals(List.of(), ann.asks().get(GROUP + "/invitations", group).path(""));
        assertEquals(403, bob.asks().body(share).post(GROUP + "/shares", group).statusCode());
    }

    private static Response setRole(LoggedIn owner, String group, LoggedIn member, String role) {
        return owner.asks()
                .body(Map.of("role", role))
                .put(GROUP + "/members/{u}/role", group, member.name());
    }

    @RepeatedTest(3)
    void theOwnerLeavesWhileRequestsAreAccepted() throws Exception {
        var ann = loggedIn("ann");
        var heir = loggedIn("heir");
        String group = group(ann, heir);
        var asking = new ArrayList<LoggedIn>();
        var calls = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 4; i++) {
            var person = loggedIn("asking");
            ask(person, group);
            asking.add(person);
            calls.add(() -> accept(ann, group, person));
        }
        calls.add(() -> leave(ann, group));
        List<Integer> statuses = atOnce(calls);
        assertEquals(200, statuses.get(4));
        for (int i = 0; i < 4; i++) {
            int status = statuses.get(i);
            assertTrue(status == 204 || status == 403, statuses::toString);
            assertEquals(
                    status == 204 ? 200 : 403, asking.get(i).asks().get(GROUP, group).statusCode());
        }
        assertEquals(heir.name(), heir.asks().get(GROUP, group).path("owner"));
    }

    @RepeatedTest(5)
    void theLastTwoLeave() throws Exception {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String group = group(ann, bob);
        ask(loggedIn("cem"), group);
        assertEquals(
                List.of(200, 200),
                atOnce(List.of(() -> leave(ann, group), () -> leave(bob, group))));
        assertEquals(404, ann.asks().get(GROUP, group).statusCode());
    }

    @RepeatedTest(3)
    void ownersDeleteTheirAccountsWhileTheyAcceptEachOther() throws Exception {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        String annsGroup = group(ann, bob);
        String bobsGroup = group(bob, ann);
        String onlyAnns = group(ann);
        ask(bob, onlyAnns);
        var proof = Map.of("password", People.PASSWORD);
        List<Integer> statuses =
                atOnce(
                        List.of(
                                () -> ann.asks().body(proof).delete("/api/v1/accounts/me"),
                                () -> bob.asks().body(proof).delete("/api/v1/accounts/me"),
                                () -> accept(ann, onlyAnns, bob),
                                () -> leave(ann, bobsGroup),
                                () -> leave(bob, annsGroup)));
        assertEquals(List.of(204, 204), statuses.subList(0, 2));
        for (int i = 2; i < 5; i++) {
            int done = i == 2 ? 204 : 200;
            assertTrue(List.of(done, 401, 403, 404).contains(statuses.get(i)), statuses::toString);
        }
        for (String group : List.of(annsGroup, bobsGroup, onlyAnns)) {
            assertEquals(404, loggedIn("cem").asks().get(GROUP, group).statusCode());
        }
    }

    private static Response accept(LoggedIn owner, String group, LoggedIn person) {
        return owner.asks().post(GROUP + "/requests/{u}/accept", group, person.name());
    }

    private static Response take(LoggedIn person, String code) {
        return person.asks().body(Map.of("code", code)).post("/api/v1/invitations/acceptances");
    }

    private static Response leave(LoggedIn person, String group) {
        return person.asks().delete(GROUP + "/members/me", group);
    }

    /** The statuses of answers to requests that all set out together. */
    private static List<Integer> atOnce(List<Callable<Response>> calls) throws Exception {
        var start = new CyclicBarrier(calls.size());
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            var answers = new ArrayList<Future<Integer>>();
            for (Callable<Response> call : calls) {
                answers.add(
                        threads.submit(() -> {
                            start.await();
                            return call.call().statusCode();
                        }));
            }
            var statuses = new ArrayList<Integer>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    private void assertNone(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            answer.next();
            assertEquals(0, answer.getLong(1), query);
        }
    }
}
