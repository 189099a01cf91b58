package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.peer.Encryption;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.testkit.Trackers;

/** Somebody keeps a ticket that has not run out, and speaks to the seeder by hand. */
class RevocationIT {

    @TempDir static Path trackerFolder;
    private static Trackers tracker;
    private static int groups;

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final List<Person> people = new ArrayList<>();
    private String group;
    private Person owner;
    private Person member;
    private DownloadGrant grant;

    @BeforeAll
    static void startTracker() throws IOException {
        tracker = Trackers.start(trackerFolder, 1);
    }

    @AfterAll
    static void stopTracker() {
        tracker.close();
    }

    @BeforeEach
    void grantATicket() throws Exception {
        group = "group" + ++groups;
        owner = person("owner" + groups).signUp().creates(group);
        member = person("member" + groups).signUp();
        owner.letsIn(group, member);
        byte[] bytes = new byte[4 << 20];
        new Random(groups).nextBytes(bytes);
        owner.shares(Files.write(folder.resolve("film.mkv"), bytes), group);
        await().atMost(60, SECONDS).until(() -> member.peer.status().attached());
        grant = member.peer.trackers().download(group, new DownloadRequest("film.mkv"));
    }

    private Person person(String name) throws Exception {
        return person(name, "homes");
    }

    private Person person(String name, String homes) throws Exception {
        Path home = Files.createDirectories(folder.resolve(homes));
        var person = new Person(name, home, vertx, tracker.list(), Encryption.OFF);
        people.add(person);
        return person;
    }

    @AfterEach
    void closePeers() {
        people.forEach(Person::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoIsRemovedIsRefusedOnTheOpenConnectionAndOnANewOne() throws Exception {
        try (WireByHand open = connection()) {
            assertInstanceOf(Frame.Welcome.class, open.hears(Frame.Welcome.class));
            assertInstanceOf(Frame.Unchoke.class, open.hears(Frame.Unchoke.class));
            open.say(new Frame.Request(0, 0, 16_384));
            assertInstanceOf(Frame.Data.class, open.hears(Frame.Data.class));

            owner.asks().removeMember(group, member.name);
            assertRevoked(open, Instant.now());
        }
        assertRefused(List.of(ByeCode.REVOKED));
    }

    @Test
    void whoLogsOutIsRefused() throws Exception {
        try (WireByHand open = connection()) {
            assertInstanceOf(Frame.Welcome.class, open.hears(Frame.Welcome.class));
            member.peer.logOut();
            assertRevoked(open, Instant.now());
        }
        assertRefused(List.of(ByeCode.REVOKED));
    }

    @Test
    void whatADeviceThatIsRemovedFetchesStopsAndWhatAnotherOneFetchesDoesNot() throws Exception {
        member.asks().allowDevices(2);
        Person other = person(member.name, "elsewhere");
        assertEquals("nas", other.logInAs("nas").device());
        await().atMost(60, SECONDS).until(() -> other.peer.status().attached());
        DownloadGrant others =
                other.peer.trackers().download(group, new DownloadRequest("film.mkv"));
        try (WireByHand removed =
                        new WireByHand(owner.listen()).hello(others.id(), others.ticket());
                WireByHand open = connection()) {
            for (WireByHand wire : List.of(removed, open)) {
                assertInstanceOf(Frame.Welcome.class, wire.hears(Frame.Welcome.class));
                assertInstanceOf(Frame.Unchoke.class, wire.hears(Frame.Unchoke.class));
            }
            member.asks().removeDevice("nas");
            assertRevoked(removed, Instant.now());
            open.say(new Frame.Request(0, 0, 16_384));
            assertInstanceOf(Frame.Data.class, open.hears(Frame.Data.class));
        }
        await().atMost(30, SECONDS).until(() -> other.peer.status().user() == null);
        assertEquals(
                member.name
                        + " is not logged in here any more: This device was removed from your"
                        + " account; log in with the password to use it again.",
                other.peer.status().notice());
        grant = others;
        assertRefused(List.of(ByeCode.REVOKED));
    }

    @Test
    void whoseShareIsStoppedServesNobody() throws Exception {
        // With its last sharer the file is gone, so that its tickets are void once that is heard.
        List<ByeCode> over = List.of(ByeCode.NOT_SERVED, ByeCode.REVOKED);
        try (WireByHand open = connection()) {
            assertInstanceOf(Frame.Welcome.class, open.hears(Frame.Welcome.class));
            owner.peer.stopShare(group, "film.mkv");
            assertIsOne(over, open.hears(Frame.Bye.class));
        }
        assertRefused(over);
    }

    private WireByHand connection() throws IOException {
        return new WireByHand(owner.listen()).hello(grant.id(), grant.ticket());
    }

    /** Prints how long it took: the promise is a second, but a test on a busy machine waits. */
    private static void assertRevoked(WireByHand open, Instant removed) throws Exception {
        Frame.Bye bye = assertInstanceOf(Frame.Bye.class, open.hears(Frame.Bye.class));
        assertEquals(ByeCode.REVOKED, bye.code());
        Duration took = Duration.between(removed, Instant.now());
        System.getLogger("test")
                .log(System.Logger.Level.INFO, "revoked after " + took.toMillis() + " ms");
    }

    /** The ticket itself would be good for minutes. */
    private void assertRefused(List<ByeCode> why) throws Exception {
        assertTrue(grant.ticketExpires().isAfter(Instant.now().plusSeconds(60)));
        try (WireByHand fresh = connection()) {
            assertIsOne(why, fresh.hears(Frame.Welcome.class));
        }
    }

    private static void assertIsOne(List<ByeCode> of, @Nullable Frame heard) {
        Frame.Bye bye = assertInstanceOf(Frame.Bye.class, heard);
        assertTrue(of.contains(bye.code()), bye.toString());
    }
}
