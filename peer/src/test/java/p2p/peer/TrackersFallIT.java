package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.event.PeerEvent;
import p2p.peer.order.DownloadState;
import p2p.peer.rate.RateLimits;
import p2p.peer.refusal.Refused;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList.BadTrackerList;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.peer.Encryption;
import p2p.testkit.Trackers;

/** Trackers are restarted, killed, or hang, while people use them. */
class TrackersFallIT {

    private static final int MIB = 1 << 20;
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(20);
    private static final Duration AWAY_FOR =
            Duration.ofSeconds("native".equals(System.getenv("P2P_RUN")) ? 30 : 10);
    private static final String AWAY =
            "The tracker cannot reach its database; try again in some seconds.";

    @TempDir static Path trackerFolder;
    private static Trackers trackers;

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final List<Person> people = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        trackers = Trackers.start(trackerFolder, 3);
    }

    @BeforeEach
    void startThoseThatFell() {
        trackers.startAll();
    }

    @AfterEach
    void closePeers() {
        people.forEach(Person::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterAll
    static void stop() {
        trackers.close();
    }

    @Test
    void aRollingRestartFailsNoCommand() throws Exception {
        List<Person> users = List.of(person("roy").signUp(), person("rex").signUp());
        var over = new AtomicBoolean();
        var commands = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            users.forEach(user -> commands.add(threads.submit(() -> commands(user, over))));
            for (int number = 1; number <= 3; number++) {
                trackers.get(number).close();
                trackers.start(number);
            }
            over.set(true);
        }
        for (int i = 0; i < users.size(); i++) {
            Person user = users.get(i);
            int made = commands.get(i).get();
            assertTrue(made > 10, "commands: " + made);
            assertEquals(
                    IntStream.range(0, made).mapToObj(n -> group(user, n)).sorted().toList(),
                    groups(user));
        }
    }

    /** Makes as many groups as there is time for, one after the other; none may fail. */
    private static int commands(Person user, AtomicBoolean over) {
        int made = 0;
        while (!over.get()) {
            user.creates(group(user, made));
            made++;
        }
        return made;
    }

    private static String group(Person user, int number) {
        return "%s-%05d".formatted(user.name, number);
    }

    private static List<String> groups(Person user) {
        return user.peer.trackers().ownGroups().stream().map(GroupInfo::group).sorted().toList();
    }

    @Test
    void whereAllAreKilledAndOneIsStartedAgainEverythingHeals() throws Exception {
        Person ann = person("ann").signUp().creates("films");
        Person bob = person("bob").signUp();
        ann.letsIn("films", bob);
        ann.shares(Files.writeString(folder.resolve("film.mkv"), "a film"), "films");
        for (int number = 1; number <= 3; number++) {
            trackers.get(number).kill9();
        }
        Refused refused = assertThrows(Refused.class, () -> ann.creates("books"));
        assertTrue(
                refused.getMessage().startsWith("None of the 3 trackers can be reached: "),
                refused.getMessage());
        await().atMost(60, SECONDS)
                .until(() -> !ann.peer.status().attached() && !bob.peer.status().attached());

        trackers.start(2);

        assertEquals(2, trackerOf(ann));
        assertEquals(2, trackerOf(bob));
        assertEquals("ann", ann.peer.status().user());
        assertEquals("bob", bob.peer.status().user());
        ann.creates("songs");
        assertEquals(List.of("films", "songs"), groups(ann));
        bob.begins("films", "film.mkv", Files.createDirectory(folder.resolve("to-bob")));
        bob.completes("films", "film.mkv");
        assertEquals("a film", Files.readString(folder.resolve("to-bob/film.mkv")));
    }

    @Test
    void aTrackerThatHangsIsLeftInTimeAndStartsOver() throws Exception {
        Person kim = person("kim").signUp();
        int hung = trackerOf(kim);
        Instant stopped = Instant.now();
        trackers.get(hung).signal("STOP");
        try {
            await().atMost(60, SECONDS).until(() -> !kim.told("lost").isEmpty());
            PeerEvent lost = kim.told("lost").getFirst();
            assertTrue(
                    lost.time().isBefore(stopped.plus(NOTICED_WITHIN)),
                    () -> "noticed after " + Duration.between(stopped, lost.time()));
            assertEquals(
                    "The tracker at %s is lost: it says nothing any more."
                            .formatted(trackers.address(hung)),
                    lost.text());
            assertNotEquals(hung, trackerOf(kim));
            kim.creates("poems");
        } finally {
            trackers.get(hung).signal("CONT");
        }
        await().atMost(60, SECONDS)
                .until(() -> trackers.get(hung).errors().contains("took this one for dead"));
        bring(kim, hung);
        kim.creates("plays");
        assertEquals(List.of("plays", "poems"), groups(kim));
    }

    @Test
    void aTrackerKilledInTheMiddleOfADownloadDoesNotInterruptIt() throws Exception {
        Person sue = person("sue").signUp().creates("discs");
        Person tom = person("tom").signUp();
        sue.letsIn("discs", tom);
        try (var large = new LargeFile("disc.iso", 1024)) {
            sue.shares(large.original(), "discs");
            bring(sue, 1);
            bring(tom, 1);
            tom.peer.limit(new RateLimits(0, 64 * MIB));
            tom.begins("discs", "disc.iso", large.copies());
            tom.has("discs", "disc.iso", 128 * MIB);
            try (var steady = new Steady(() -> tom.download("discs", "disc.iso").have())) {
                trackers.get(1).kill9();
                await().atMost(60, SECONDS)
                        .until(() -> !sue.told("lost").isEmpty() && !tom.told("lost").isEmpty());
                assertNotEquals(1, trackerOf(sue));
                assertNotEquals(1, trackerOf(tom));
                var seen = tom.download("discs", "disc.iso");
                assertEquals(DownloadState.DOWNLOADING, seen.state());
                tom.has("discs", "disc.iso", seen.have() + 128 * MIB);
                steady.check();
            }
            tom.peer.limit(new RateLimits(0, 0));
            tom.completes("discs", "disc.iso");
            large.check();
        }
        sue.shares(Files.writeString(folder.resolve("second.txt"), "after the fall"), "discs");
        tom.begins("discs", "second.txt", Files.createDirectory(folder.resolve("to-tom")));
        tom.completes("discs", "second.txt");
        assertEquals("after the fall", Files.readString(folder.resolve("to-tom/second.txt")));
    }

    @Test
    void whilePostgresIsAwayTransfersGoOnAndAfterwardsEverythingHeals() throws Exception {
        Person una = person("una").signUp().creates("maps");
        Person vic = person("vic").signUp();
        una.letsIn("maps", vic);
        try (var one = new LargeFile("one.map", 384);
                var two = new LargeFile("two.map", 64)) {
            una.shares(one.original(), "maps");
            una.shares(two.original(), "maps");
            int unas = trackerOf(una);
            int vics = trackerOf(vic);
            vic.peer.limit(new RateLimits(0, 8 * MIB));
            vic.begins("maps", "one.map", one.copies());
            vic.begins("maps", "two.map", two.copies());
            vic.has("maps", "one.map", 4 * MIB);
            vic.has("maps", "two.map", 4 * MIB);
            vic.peer.pause("maps", "two.map");

            long stopped = System.nanoTime();
            try (var _ = stopPostgres();
                    var steady = new Steady(() -> vic.download("maps", "one.map").have())) {
                for (int number = 1; number <= 3; number++) {
                    HostPort address = trackers.address(number);
                    await().atMost(60, SECONDS).until(() -> ask(address).statusCode() == 503);
                    HttpResponse<String> answer = ask(address);
                    assertTrue(answer.body().contains(AWAY), answer.body());
                    assertEquals("2", answer.headers().firstValue("Retry-After").orElse(""));
                }
                long had = vic.download("maps", "two.map").have();
                vic.peer.resume("maps", "two.map", false);
                vic.has("maps", "two.map", had + 8 * MIB);
                await().atMost(60, SECONDS)
                        .until(() -> System.nanoTime() - stopped > AWAY_FOR.toNanos());
                steady.check();
            }
            await().atMost(60, SECONDS).until(() -> ask(trackers.address(1)).statusCode() == 200);
            una.creates("globes");
            assertEquals(List.of("globes", "maps"), groups(una));
            vic.peer.limit(new RateLimits(0, 0));
            vic.completes("maps", "one.map");
            vic.completes("maps", "two.map");
            one.check();
            two.check();
            assertEquals(List.of(), una.told("lost"));
            assertEquals(List.of(), vic.told("lost"));
            assertEquals(unas, trackerOf(una));
            assertEquals(vics, trackerOf(vic));
        }
    }

    private static HttpResponse<String> ask(HostPort address) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://" + address + "/api/v1/trackers");
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The number of the tracker that this person is attached to. */
    private static int trackerOf(Person person) {
        await().atMost(90, SECONDS).until(() -> person.peer.status().attached());
        return trackers.addresses()
                        .indexOf(HostPort.parse(String.valueOf(person.peer.status().tracker())))
                + 1;
    }

    /** Has somebody leave and come back until chance leads to this tracker. */
    private static void bring(Person person, int number) {
        do {
            person.close();
            person.open();
        } while (trackerOf(person) != number);
    }

    /** Stops PostgreSQL on the spot; no tracker starts it again before this is closed. */
    private static FileChannel stopPostgres() throws IOException {
        Path lock = trackers.postgres().data().resolve("change.lock");
        var change = FileChannel.open(lock, StandardOpenOption.WRITE);
        change.lock();
        trackers.postgres().stopOnTheSpot();
        return change;
    }

    private Person person(String name) throws BadTrackerList {
        var person = new Person(name, folder, vertx, trackers.list(), Encryption.ON);
        people.add(person);
        return person;
    }
}
