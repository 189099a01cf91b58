package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.rate.RateLimits;
import p2p.protocol.peer.Encryption;
import p2p.testkit.Tracker;
import p2p.testkit.Trackers;

/** Two trackers that are relays, and people of whom some cannot be reached. */
class RelayIT {

    private static final int MIB = 1 << 20;
    private static final String BY_RELAY =
            "It comes by a relay: nobody who has it can be reached directly.";

    @TempDir static Path trackerFolder;
    private static Trackers trackers;

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final List<Person> people = new ArrayList<>();

    @BeforeAll
    static void startTrackers() throws IOException {
        trackers =
                Trackers.start(
                        trackerFolder,
                        Tracker.list(trackerFolder, 2),
                        Map.of(
                                "P2P_PUNCH", "off",
                                "P2P_RELAY", "on",
                                "P2P_RELAY_PORT", "0",
                                "P2P_TRACKER_CHECK_BACK", "any"));
    }

    @AfterAll
    static void stopTrackers() {
        trackers.close();
    }

    @BeforeEach
    void allRun() {
        trackers.startAll();
    }

    @AfterEach
    void closePeers() {
        people.forEach(Person::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Person person(String name) throws Exception {
        Path home = Files.createDirectories(folder.resolve("homes"));
        var person = new Person(name, home, vertx, trackers.list(), Encryption.OFF);
        people.add(person);
        return person;
    }

    private Path random(String name, int size, long seed) throws IOException {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static void assertSame(Path original, Path copy) throws IOException {
        assertEquals(-1, Files.mismatch(original, copy));
    }

    private static void isRelayed(Person who) {
        await().atMost(60, SECONDS)
                .until(() ->
                        who.peer.status().notice() != null
                                && who.peer
                                        .status()
                                        .notice()
                                        .startsWith(
                                                "Others outside this network may need a relay to"
                                                        + " download from this peer: "));
    }

    /** As all the trackers that run count them. */
    private static long pairs() {
        return IntStream.rangeClosed(1, 2)
                .mapToObj(trackers::get)
                .filter(Tracker::isAlive)
                .mapToLong(RelayIT::pairs)
                .sum();
    }

    private static long pairs(Tracker tracker) {
        try {
            return tracker.figures()
                    .lines()
                    .filter(line -> line.startsWith("p2p_relay_pairs"))
                    .mapToLong(line -> (long) Double.parseDouble(line.split(" ")[1]))
                    .sum();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileMovesThoughNobodyCanReachWhoHasIt() throws Exception {
        Person a = person("ann").hides().signUp().creates("films");
        Person b = person("bob").hides().signUp();
        a.letsIn("films", b);
        isRelayed(a);
        Path original = random("film.mkv", 24 * MIB, 1);
        a.shares(original, "films");
        b.peer.limit(new RateLimits(0, 4 * MIB));
        b.begins("films", "film.mkv", folder("to-b"));
        await().atMost(60, SECONDS)
                .until(() -> BY_RELAY.equals(b.download("films", "film.mkv").reason()));
        assertEquals(1, pairs());
        b.completes("films", "film.mkv");
        assertSame(original, folder("to-b").resolve("film.mkv"));
        await().atMost(30, SECONDS).until(() -> pairs() == 0);

        // Who has it now serves it on, and is met as well.
        a.peer.logOut();
        Person c = person("cid").signUp();
        Person owner = a;
        owner.logIn();
        owner.letsIn("films", c);
        owner.peer.logOut();
        c.begins("films", "film.mkv", folder("to-c"));
        c.completes("films", "film.mkv");
        assertSame(original, folder("to-c").resolve("film.mkv"));
    }

    @Test
    void aKilledRelayIsReplacedByAnother() throws Exception {
        Person a = person("amy").hides().signUp().creates("songs");
        Person b = person("ben").hides().signUp();
        a.letsIn("songs", b);
        isRelayed(a);
        Path original = random("song.flac", 32 * MIB, 2);
        a.shares(original, "songs");
        b.peer.limit(new RateLimits(0, 2 * MIB));
        b.begins("songs", "song.flac", folder("to-b"));
        b.has("songs", "song.flac", 4 * MIB);
        int relay = pairs(trackers.get(1)) > 0 ? 1 : 2;
        trackers.get(relay).kill9();
        long had = b.download("songs", "song.flac").have();
        b.has("songs", "song.flac", had + 8 * MIB);
        b.peer.limit(new RateLimits(0, 0));
        b.completes("songs", "song.flac");
        assertSame(original, folder("to-b").resolve("song.flac"));
    }

    @Test
    void aDirectWayWinsAsSoonAsThereIsOne() throws Exception {
        Person a = person("alf").hides().signUp().creates("books");
        Person b = person("bea").signUp();
        Person c = person("cat").signUp();
        a.letsIn("books", b, c);
        isRelayed(a);
        Path original = random("book.pdf", 48 * MIB, 3);
        a.shares(original, "books");
        c.begins("books", "book.pdf", folder("to-c"));
        c.completes("books", "book.pdf");
        c.peer.logOut();

        b.peer.limit(new RateLimits(0, MIB));
        b.begins("books", "book.pdf", folder("to-b"));
        await().atMost(60, SECONDS)
                .until(() -> BY_RELAY.equals(b.download("books", "book.pdf").reason()));
        c.logIn();
        await().atMost(60, SECONDS).until(() -> pairs() == 0);
        assertTrue(b.download("books", "book.pdf").have() < 48 * MIB);
        b.peer.limit(new RateLimits(0, 0));
        b.completes("books", "book.pdf");
        assertSame(original, folder("to-b").resolve("book.pdf"));
    }

    @Test
    void theSameSeederIsAskedDirectlyOnceItCanBeReached() throws Exception {
        Person a = person("ada").hides().signUp().creates("plans");
        Person b = person("bud").signUp();
        a.letsIn("plans", b);
        isRelayed(a);
        Path original = random("plan.dwg", 40 * MIB, 4);
        a.shares(original, "plans");
        b.peer.limit(new RateLimits(0, MIB));
        b.begins("plans", "plan.dwg", folder("to-b"));
        await().atMost(60, SECONDS)
                .until(() -> BY_RELAY.equals(b.download("plans", "plan.dwg").reason()));
        a.listensAt("127.0.0.1");
        await().atMost(60, SECONDS)
                .until(() -> {
                    var download = b.download("plans", "plan.dwg");
                    return download.peers() == 1 && download.reason() == null;
                });
        await().atMost(30, SECONDS).until(() -> pairs() == 0);
        b.peer.limit(new RateLimits(0, 0));
        b.completes("plans", "plan.dwg");
        assertSame(original, folder("to-b").resolve("plan.dwg"));
    }
}
