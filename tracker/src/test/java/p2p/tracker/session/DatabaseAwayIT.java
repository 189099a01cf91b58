package p2p.tracker.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.testkit.Proxy;
import p2p.testkit.ScratchDatabase;
import p2p.testkit.Tracker;
import p2p.tracker.People;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.postgres.PostgresForTests;

/** While PostgreSQL is away peers stay attached, and what they say is done afterwards. */
class DatabaseAwayIT {

    private static final int MORE_THAN_WRONG_PASSWORDS = 6;

    @TempDir static Path folder;

    private static ScratchDatabase database;
    private static Proxy first;
    private static Tracker one;

    @BeforeAll
    static void start() throws IOException {
        database = PostgresForTests.freshDatabase();
        Tracker.list(folder, 2);
        first = new Proxy(database.port());
        one = tracker(1, first);
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        first.close();
    }

    @AfterEach
    void forgetTheTracker() {
        RestAssured.reset();
    }

    @Test
    void peersStayAttachedAndWhatTheySayIsDoneLater() throws Exception {
        RestAssured.baseURI = one.url();
        try (var two = new AnnAndBob(one.url());
                var a = two.attach(two.ann, "a");
                var b = two.attach(two.bob, "b")) {
            b.say(new PeerMessage.Want(two.file));
            b.expect(TrackerMessage.NewTicket.class);
            first.set(Proxy.Mood.CUT);
            await().atMost(60, SECONDS)
                    .until(() -> two.ann.asks().get("/api/v1/shares").statusCode() == 503);
            refused(two.ann.asks().get("/api/v1/shares").then(), 503, "database-away");
            await().atMost(60, SECONDS).until(() -> one.get("/q/health/ready").statusCode() == 503);
            assertEquals(200, one.get("/q/health/live").statusCode());
            for (int i = 0; i < MORE_THAN_WRONG_PASSWORDS; i++) {
                refused(logIn(two.ann).then(), 503, "database-away");
            }
            a.say(AnnAndBob.serve(two.file));
            a.say(new PeerMessage.Ping());
            a.expect(TrackerMessage.Pong.class);
            assertTrue(a.heard(TrackerMessage.Ack.class).isEmpty());

            first.set(Proxy.Mood.PASS);
            a.expect(TrackerMessage.Ack.class);
            assertEquals(
                    two.ann.name(), b.expect(TrackerMessage.SeederJoined.class).seeder().user());
            await().atMost(60, SECONDS)
                    .until(() -> two.ann.asks().get("/api/v1/shares").statusCode() == 200);
            refused(logIn(two.ann).then(), 409, "already-logged-in");
            await().atMost(60, SECONDS).until(() -> one.get("/q/health/ready").statusCode() == 200);
            two.bob
                    .asks()
                    .get("/api/v1/groups/{g}/files", two.group)
                    .then()
                    .body("items[0].seeders", equalTo(1));
            assertEquals("", one.errors().replaceAll("(?m)^(?!\\tat ).*\\R?", ""));
        }
    }

    @Test
    void theOneThatIsBackFirstTakesNobodyForDead() throws Exception {
        try (var second = new Proxy(database.port());
                var two = tracker(2, second)) {
            RestAssured.baseURI = two.url();
            try (var people = new AnnAndBob(two.url());
                    var a = people.attach(people.ann, "a")) {
                first.set(Proxy.Mood.CUT);
                second.set(Proxy.Mood.CUT);
                await().atMost(60, SECONDS).until(() -> beatAge(one) > 8 && beatAge(two) > 8);
                first.set(Proxy.Mood.PASS);
                await().atMost(60, SECONDS).until(() -> beatAge(one) < 2);
                second.set(Proxy.Mood.PASS);
                await().atMost(60, SECONDS).until(() -> beatAge(two) < 2);
                a.say(new PeerMessage.Ping());
                a.expect(TrackerMessage.Pong.class);
                people.ann.asks().get("/api/v1/shares").then().statusCode(200);
            }
            assertFalse(one.errors().contains("is silent"), one::errors);
            assertFalse(two.errors().contains("starts over"), two::errors);
        }
    }

    private static Response logIn(LoggedIn person) {
        return nobody().body(Map.of("name", person.name(), "password", People.PASSWORD))
                .post("/api/v1/sessions");
    }

    private static Tracker tracker(int number, Proxy door) throws IOException {
        return Tracker.run(
                        folder,
                        database.through(door.port()).environment(),
                        "tracker_info.txt",
                        String.valueOf(number))
                .awaitReady();
    }

    private static double beatAge(Tracker tracker) throws Exception {
        return tracker.figures()
                .lines()
                .filter(line -> line.startsWith("p2p_beat_age_seconds "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }
}
