package p2p.tracker.catalog;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.ask;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.file.FileId;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.GroupEvent;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;
import p2p.tracker.session.AnnAndBob;
import p2p.tracker.session.AttachedPeer;

@ExtendWith(RunningTracker.class)
class VersionsIT {

    private static final String SHARES = "/api/v1/groups/{g}/shares";
    private static final String VERSIONS = "/api/v1/groups/{g}/versions?name={n}";
    private static final String NEWEST = "/api/v1/groups/{g}/newest";
    private static final String DOWNLOADS = "/api/v1/groups/{g}/downloads";
    private static final String ONE_FILE = "/api/v1/groups/{g}/file?name={n}";
    private static final String FILES = "/api/v1/groups/{g}/files";

    private AnnAndBob two;
    private LoggedIn owner;
    private LoggedIn bob;
    private String group;

    @BeforeEach
    void makeAGroup() throws IOException {
        two = new AnnAndBob(RestAssured.baseURI);
        owner = two.ann;
        bob = two.bob;
        group = two.group;
    }

    @AfterEach
    void stopListening() throws IOException {
        two.close();
    }

    private ValidatableResponse share(
            LoggedIn who, String file, String content, FileId... besides) {
        return who.asks()
                .body(
                        Map.of(
                                "file",
                                file,
                                "manifest",
                                Manifests.of(content),
                                "besides",
                                List.of(besides)))
                .post(SHARES, group)
                .then();
    }

    private ValidatableResponse versions(String file) {
        return bob.asks().get(VERSIONS, group, file).then().statusCode(200);
    }

    private Response restore(LoggedIn who, String file, int version) {
        return who.asks().body(Map.of("file", file, "version", version)).put(NEWEST, group);
    }

    private static FileId id(String content) {
        return Manifests.of(content).computeId();
    }

    private FileRef ref(String file, String content) {
        return new FileRef(group, file, id(content));
    }

    @Test
    void whoPublishedANamePublishesItsNextVersion() {
        share(bob, "y", "one").statusCode(201).body("version", equalTo(1));
        share(bob, "y", "other", id("one")).statusCode(201).body("version", equalTo(2));
        share(bob, "y", "other", id("one")).statusCode(200).body("version", equalTo(2));
        versions("y")
                .body("version", contains(2, 1))
                .body("id", contains(id("other").hex(), id("one").hex()))
                .body("size", contains(5, 3))
                .body("publishedBy", contains(bob.name(), bob.name()))
                .body("newest", contains(true, false))
                .body("shared", contains(true, true));
        owner.asks()
                .get(FILES + "?match=y", group)
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id("other").hex()))
                .body("items[0].version", equalTo(2));
        owner.asks()
                .get(ONE_FILE, group, "y")
                .then()
                .body("file.version", equalTo(2))
                .body("sharers.user", contains(bob.name()));
        bob.asks()
                .get("/api/v1/shares")
                .then()
                .body("file", contains("y", "y"))
                .body("version", contains(1, 2));
    }

    @Test
    void theGroupsOwnerPublishesWhatSomebodyElseBegan() {
        share(bob, "y", "one").statusCode(201);
        share(owner, "y", "two").statusCode(201);
        share(bob, "y", "three").statusCode(201);
        versions("y")
                .body("version", contains(3, 2, 1))
                .body("publishedBy", contains(bob.name(), owner.name(), bob.name()));
    }

    @Test
    void nobodyElsePublishes() {
        share(bob, "x", "x").statusCode(200);
        ValidatableResponse refused = share(bob, "x", "other");
        refused(refused, 409, "file-name-taken");
        refused.body("detail", containsString(owner.name()));
        versions("x").body("version", contains(1));
        LoggedIn eve = loggedIn("eve");
        refused(share(eve, "x", "other"), 403, "not-a-member");
        refused(eve.asks().get(VERSIONS, group, "x").then(), 403, "not-a-member");
        refused(restore(eve, "x", 1).then(), 403, "not-a-member");
        refused(nobody().get(VERSIONS, group, "x").then(), 401, "not-logged-in");
        refused(bob.asks().get(VERSIONS, group, "none").then(), 404, "no-such-file");
    }

    @Test
    void whoSharesANewVersionDoesNotShareTheOldOne() {
        share(owner, "x", "two").statusCode(201);
        versions("x").body("version", contains(2, 1)).body("shared", contains(true, false));
        owner.asks().get("/api/v1/shares").then().body("id", contains(id("two").hex()));
    }

    @Test
    void anOldVersionStaysWithThoseWhoHaveIt() {
        share(bob, "x", "x").statusCode(200);
        share(owner, "x", "two").statusCode(201);
        versions("x").body("shared", contains(true, true));
        bob.asks().get("/api/v1/shares").then().body("id", contains(id("x").hex()));
        bob.asks().delete(SHARES + "?file=x", group).then().statusCode(204);
        versions("x").body("version", contains(2, 1)).body("shared", contains(true, false));
    }

    @Test
    void whoHasAnOldVersionSharesItAgainAndItStaysOld() {
        share(bob, "x", "x").statusCode(200);
        share(owner, "x", "two").statusCode(201);
        LoggedIn cem = loggedIn("cem");
        joined(cem);
        share(bob, "x", "x").statusCode(200).body("version", equalTo(1));
        share(cem, "x", "x").statusCode(200).body("version", equalTo(1));
        share(owner, "x", "x", id("two")).statusCode(200).body("version", equalTo(1));
        versions("x").body("version", contains(2, 1)).body("newest", contains(true, false));
        owner.asks().get("/api/v1/shares").then().body("version", contains(1, 2));
    }

    @Test
    void whereNobodySharesTheNewestTheOneBeforeTakesItsPlace() {
        share(bob, "x", "x").statusCode(200);
        share(owner, "x", "two").statusCode(201);
        owner.asks().delete(SHARES + "?file=x", group).then().statusCode(204);
        versions("x").body("newest", contains(false, true)).body("shared", contains(false, true));
        bob.asks().get(ONE_FILE, group, "x").then().body("file.id", equalTo(id("x").hex()));
        share(owner, "x", "two").statusCode(201).body("version", equalTo(3));
        bob.asks().delete("/api/v1/groups/{g}/members/me", group).then().statusCode(200);
        owner.asks().delete(SHARES + "?file=x", group).then().statusCode(204);
        refused(owner.asks().get(VERSIONS, group, "x").then(), 404, "no-such-file");
        share(owner, "x", "two").statusCode(201).body("version", equalTo(1));
    }

    @Test
    void stoppingEndsAllVersions() {
        share(owner, "x", "two", id("x")).statusCode(201);
        owner.asks().delete(SHARES + "?file=x", group).then().statusCode(204);
        refused(bob.asks().get(VERSIONS, group, "x").then(), 404, "no-such-file");
        owner.asks().get("/api/v1/shares").then().body("$", empty());
    }

    @Test
    void oneVersionCanBeStopped() {
        share(owner, "x", "two", id("x")).statusCode(201);
        owner.asks().delete(SHARES + "?file=x&id={i}", group, id("x").hex()).then().statusCode(204);
        versions("x").body("shared", contains(true, false));
        refused(
                owner.asks().delete(SHARES + "?file=x&id={i}", group, id("x").hex()).then(),
                404,
                "not-shared");
        refused(owner.asks().delete(SHARES + "?file=x&id=1", group).then(), 400, "bad-request");
        owner.asks().get("/api/v1/shares").then().body("version", contains(2));
    }

    @Test
    void anOldVersionIsRestoredUnderANewNumber() {
        share(bob, "x", "x").statusCode(200);
        share(owner, "x", "two").statusCode(201);
        restore(owner, "x", 1).then().statusCode(200).body("version", equalTo(3));
        restore(owner, "x", 1).then().statusCode(200).body("version", equalTo(3));
        versions("x")
                .body("version", contains(3, 2, 1))
                .body("newest", contains(true, false, false))
                .body("id[0]", equalTo(id("x").hex()))
                .body("id[2]", equalTo(id("x").hex()));
        bob.asks().get(ONE_FILE, group, "x").then().body("file.version", equalTo(3));
    }

    @Test
    void whatIsNotThereIsNotRestored() {
        share(bob, "x", "x").statusCode(200);
        refused(restore(bob, "x", 1).then(), 403, "not-the-owner");
        share(owner, "x", "two").statusCode(201);
        share(owner, "x", "three").statusCode(201);
        refused(restore(owner, "x", 2).then(), 404, "no-such-file");
        refused(restore(owner, "x", 9).then(), 404, "no-such-file");
        refused(restore(owner, "none", 1).then(), 404, "no-such-file");
        versions("x").body("version", contains(3, 2, 1));
    }

    @Test
    void whoDeletesTheAccountIsNamedNoMoreAndGivesTheRightToNobody() {
        share(bob, "y", "one").statusCode(201);
        share(owner, "y", "one").statusCode(200);
        bob.asks()
                .body(Map.of("password", PASSWORD))
                .delete("/api/v1/accounts/me")
                .then()
                .statusCode(204);
        owner.asks()
                .get(VERSIONS, group, "y")
                .then()
                .statusCode(200)
                .body("publishedBy", contains(nullValue()));
    }

    @Test
    void whatATrackerOfBeforeTookInIsTheFirstVersionOfWhoSharesIt() throws Exception {
        share(bob, "y", "one").statusCode(201);
        asATrackerOfBefore("delete from file_version v where", "y");
        versions("y")
                .body("version", contains(1))
                .body("publishedBy", contains(bob.name()))
                .body("newest", contains(true));
        share(bob, "y", "other", id("one")).statusCode(201).body("version", equalTo(2));
        versions("y").body("version", contains(2, 1)).body("shared", contains(true, true));
    }

    @Test
    void whoPublishedANameThatATrackerOfBeforeTookOutHasNoRightToItsNextLife() throws Exception {
        share(bob, "y", "one").statusCode(201);
        share(bob, "y", "two").statusCode(201);
        asATrackerOfBefore("delete from share s using file v where v.id = s.file_id and", "y");
        asATrackerOfBefore("delete from file v where", "y");
        LoggedIn cem = loggedIn("cem");
        joined(cem);
        share(cem, "y", "other").statusCode(201).body("version", equalTo(1));
        refused(share(bob, "y", "third"), 409, "file-name-taken");
        versions("y").body("publishedBy", contains(cem.name()));
    }

    @Test
    void whereATrackerOfBeforeTookOutTheNewestTheNameIsNotFree() throws Exception {
        share(bob, "x", "x").statusCode(200);
        share(owner, "x", "two").statusCode(201);
        asATrackerOfBefore("delete from share s using file v where v.id = s.file_id and", "x");
        asATrackerOfBefore("delete from file v where", "x");
        LoggedIn cem = loggedIn("cem");
        joined(cem);
        refused(share(cem, "x", "other"), 409, "file-name-taken");
        restore(owner, "x", 1).then().statusCode(200).body("version", equalTo(1));
        bob.asks().get(ONE_FILE, group, "x").then().body("file.id", equalTo(id("x").hex()));
    }

    private void asATrackerOfBefore(String change, String name) throws Exception {
        try (Connection connection = RunningTracker.database().connect();
                PreparedStatement statement =
                        connection.prepareStatement(
                                change
                                        + " v.name = ? and v.group_id = (select id from group_ref"
                                        + " where name = ?)")) {
            statement.setString(1, name);
            statement.setString(2, group);
            assertTrue(statement.executeUpdate() > 0);
        }
    }

    @Test
    void membersHearOfAVersion() throws Exception {
        try (AttachedPeer peer = two.attach(bob, "b")) {
            share(owner, "x", "two").statusCode(201);
            GroupEvent event = peer.expect(GroupEvent.class);
            assertEquals("version", event.event());
            assertEquals(owner.name(), event.user());
            assertEquals("x", event.file());
        }
    }

    @Test
    void membersHearOfTheLastVersionThatSomebodyStopsToShare() throws Exception {
        share(owner, "x", "two", id("x")).statusCode(201);
        try (AttachedPeer peer = two.attach(bob, "b")) {
            owner.asks()
                    .delete(SHARES + "?file=x&id={i}", group, id("x").hex())
                    .then()
                    .statusCode(204);
            share(owner, "y", "y").statusCode(201);
            assertEquals("shared", peer.expect(GroupEvent.class).event());
            owner.asks().delete(SHARES + "?file=x", group).then().statusCode(204);
            GroupEvent unshared = peer.expect(GroupEvent.class);
            assertEquals("unshared", unshared.event());
            assertEquals(id("two"), unshared.id());
        }
    }

    @Test
    void eachVersionHasItsSeedersAndItsTickets() throws Exception {
        LoggedIn cem = loggedIn("cem");
        joined(cem);
        try (AttachedPeer a = two.attach(owner, "a");
                AttachedPeer b = two.attach(bob, "b");
                AttachedPeer c = two.attach(cem, "c")) {
            b.say(AnnAndBob.serve(ref("x", "x")));
            c.expect(GroupEvent.class, event -> event.event().equals("shared"));
            share(owner, "x", "two").statusCode(201);
            a.say(AnnAndBob.serve(ref("x", "two")));
            c.say(new PeerMessage.Want(ref("x", "x")));
            var seeders = c.expect(TrackerMessage.Seeders.class);
            assertEquals(ref("x", "x"), seeders.file());
            assertEquals(bob.name(), seeders.seeders().getFirst().user());
            c.expect(TrackerMessage.NewTicket.class);
            Response old = download(cem, "x", 1);
            old.then()
                    .statusCode(200)
                    .body("version", equalTo(1))
                    .body("id", equalTo(id("x").hex()))
                    .body("seeders.user", contains(bob.name()));
            byte[] ticket = Base64.getDecoder().decode(old.<String>path("ticket"));
            assertEquals(id("x"), FileId.of(Arrays.copyOfRange(ticket, 21, 53)));
            download(cem, "x", null)
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(2))
                    .body("id", equalTo(id("two").hex()));
            refused(download(cem, "x", 3).then(), 404, "no-such-file");
            bob.asks().delete(SHARES + "?file=x", group).then().statusCode(204);
            refused(download(cem, "x", 1).then(), 404, "no-such-file");
            c.say(new PeerMessage.Want(ref("x", "x")));
            var refusal =
                    c.expect(
                            TrackerMessage.WantRefused.class,
                            heard -> heard.problem().endsWith("file-name-taken"));
            assertEquals(ref("x", "x"), refusal.file());
        }
    }

    private void joined(LoggedIn person) {
        ask(person, group);
        owner.asks()
                .post("/api/v1/groups/{g}/requests/{u}/accept", group, person.name())
                .then()
                .statusCode(204);
    }

    private Response download(LoggedIn who, String file, @Nullable Integer version) {
        Map<String, Object> body =
                version == null ? Map.of("file", file) : Map.of("file", file, "version", version);
        return who.asks().body(body).post(DOWNLOADS, group);
    }

    @Test
    void noMoreThanAHundredAreKnown() {
        share(bob, "x", "x").statusCode(200);
        for (int i = 2; i <= 103; i++) {
            share(owner, "x", "content " + i).statusCode(201).body("version", equalTo(i));
        }
        versions("x")
                .body("", hasSize(100))
                .body("version[0]", equalTo(103))
                .body("version[98]", equalTo(5))
                .body("version[99]", equalTo(1))
                .body("shared[99]", equalTo(true));
    }

    @Test
    void ofTwoWhoPublishAtOnceEachHasANumberOfItsOwn() throws Exception {
        share(bob, "y", "one").statusCode(201);
        var calls = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 8; i++) {
            LoggedIn who = i % 2 == 0 ? owner : bob;
            Map<String, Object> share = Manifests.share("y", "content " + i);
            calls.add(() -> who.asks().body(share).post(SHARES, group));
        }
        calls.add(() -> bob.asks().get(ONE_FILE, group, "y"));
        List<Response> answers = atOnce(calls);
        assertEquals(200, answers.getLast().statusCode());
        List<Integer> numbers =
                answers.subList(0, 8).stream()
                        .map(answer ->
                                answer.then().statusCode(201).extract().<Integer>path("version"))
                        .sorted()
                        .toList();
        assertEquals(IntStream.rangeClosed(2, 9).boxed().toList(), numbers);
        versions("y").body("version", contains(9, 8, 7, 6, 5, 4, 3, 2, 1));
        versions("y").body("findAll { it.newest }", hasSize(1));
        versions("y").body("[0].newest", equalTo(true));
    }

    private static List<Response> atOnce(List<Callable<Response>> calls) throws Exception {
        var start = new CyclicBarrier(calls.size());
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            var answers = new ArrayList<Future<Response>>();
            for (Callable<Response> call : calls) {
                answers.add(
                        threads.submit(() -> {
                            start.await();
                            return call.call();
                        }));
            }
            var done = new ArrayList<Response>();
            for (Future<Response> answer : answers) {
                done.add(answer.get());
            }
            return done;
        }
    }
}
