package p2p.tracker;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.testkit.Programs;
import p2p.testkit.Tracker;
import p2p.testkit.TrackersPostgres;

/** Kills trackers and their PostgreSQL, and looks at what is there afterwards. */
class SurvivalIT {

    private static final int GROUPS = 200;
    private static final int KILL_AFTER = 80;
    private static final Map<String, Object> ANN = Map.of("name", "ann", "password", "a password");

    @TempDir Path folder;

    @BeforeEach
    void twoTrackers() throws IOException {
        Tracker.list(folder, 2);
    }

    @AfterEach
    void killWhatIsLeft() {
        new TrackersPostgres(folder).kill9();
    }

    @Test
    void everyGroupThatWasAnsweredIsThereAfterKill9OfEverythingAndOfPostgresAlone()
            throws Exception {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        String token;
        try (var tracker = run(1).awaitReady()) {
            String url = tracker.url();
            token = newAnn(url);
            var enough = new CountDownLatch(KILL_AFTER);
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < GROUPS; i++) {
                    String name = "group-" + i;
                    threads.submit(() -> {
                        if (create(url, token, name) == 201) {
                            answered.add(name);
                            enough.countDown();
                        }
                    });
                }
                assertTrue(enough.await(120, SECONDS));
                tracker.kill9();
                new TrackersPostgres(folder).kill9();
            }
        }
        assertTrue(answered.size() >= KILL_AFTER && answered.size() < GROUPS, "" + answered.size());
        try (var tracker = run(1).awaitReady()) {
            Set<String> there = groups(tracker.url(), token);
            Set<String> lost = new HashSet<>(answered);
            lost.removeAll(there);
            assertEquals(Set.of(), lost);
            assertEquals(201, create(tracker.url(), token, "afterwards"));
            var expected = new HashSet<>(groups(tracker.url(), token));

            new TrackersPostgres(folder).kill9();
            await().atMost(60, SECONDS).until(() -> create(tracker.url(), token, "after") == 201);
            expected.add("after");
            assertEquals(expected, groups(tracker.url(), token));
            assertFalse(tracker.errors().contains("\tat "), tracker.errors());
        }
    }

    @Test
    void twoTrackersShareOnePostgresAndTheSecondGoesOnWithoutTheFirst() throws Exception {
        var first = run(1);
        var second = run(2);
        first.awaitReady();
        second.awaitReady();
        List<Long> server = new TrackersPostgres(folder).processes();
        String token = newAnn(first.url());
        assertEquals(201, create(second.url(), token, "before"));

        first.kill9();
        assertEquals(201, create(second.url(), token, "after"));
        assertTrue(new TrackersPostgres(folder).processes().contains(server.getFirst()));

        try (var again = run(1).awaitReady()) {
            assertEquals(Set.of("before", "after"), groups(again.url(), token));
            again.type("quit");
            assertEquals(0, again.awaitExit());
        }
        assertEquals(201, create(second.url(), token, "at-last"));
        second.type("quit");
        assertEquals(0, second.awaitExit());
        assertEquals(List.of(), new TrackersPostgres(folder).processes());
    }

    @Test
    void worksForAnOrdinaryUser() throws Exception {
        assumeTrue((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        assumeTrue(isReachable(nobody), "this folder is not for everybody");
        try (var tracker =
                Tracker.run(
                                folder,
                                nobody,
                                Map.of(
                                        "HOME",
                                        folder.resolve("home").toString(),
                                        "XDG_DATA_HOME",
                                        ""),
                                "tracker_info.txt",
                                "1")
                        .awaitReady()) {
            assertEquals(201, create(tracker.url(), newAnn(tracker.url()), "ours"));
            Path data = folder.resolve("home/.local/share/p2p/tracker");
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
            tracker.type("quit");
            assertEquals(0, tracker.awaitExit());
        }
        assertEquals(List.of(), new TrackersPostgres(folder).processes());
    }

    /** Whether somebody for whom commands start with these words can run it at all. */
    private static boolean isReachable(List<String> words) throws Exception {
        var command = new ArrayList<>(words);
        command.addAll(List.of("test", "-x", Programs.path("tracker").toString()));
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private Tracker run(int number) throws IOException {
        return Tracker.run(
                folder, Map.of(), "tracker_info.txt", String.valueOf(number), "--data=data");
    }

    private static String newAnn(String url) {
        given().contentType(ContentType.JSON)
                .body(ANN)
                .post(url + "/api/v1/accounts")
                .then()
                .statusCode(201);
        return given().contentType(ContentType.JSON)
                .body(ANN)
                .post(url + "/api/v1/sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    private static int create(String url, String token, String group) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("name", group))
                .post(url + "/api/v1/groups")
                .statusCode();
    }

    private static Set<String> groups(String url, String token) {
        List<String> names =
                given().auth()
                        .oauth2(token)
                        .get(url + "/api/v1/groups/mine")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("group");
        return Set.copyOf(names);
    }
}
