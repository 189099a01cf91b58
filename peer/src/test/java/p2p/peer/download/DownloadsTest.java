package p2p.peer.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.choose.PieceSelection;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.peer.disk.FileHasher;
import p2p.peer.disk.HashedFile;
import p2p.peer.disk.Progress;
import p2p.peer.engine.Engine;
import p2p.peer.event.EventLog;
import p2p.peer.event.PeerEvent;
import p2p.peer.library.Home;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.KeptShare;
import p2p.peer.library.Library;
import p2p.peer.loop.Loop;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.punch.Holes;
import p2p.peer.punch.Mirrors;
import p2p.peer.refusal.Refused;
import p2p.peer.share.OwnShare;
import p2p.peer.share.Shares;
import p2p.peer.ticket.TicketCheck;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.Seeder;

/** Downloads and shares of one home, without a tracker; nobody answers at the seeders' address. */
class DownloadsTest {

    private static final Seeder NOBODY =
            new Seeder(
                    "bob",
                    new PeerContact(
                            new HostPort("127.0.0.1", 1),
                            new Fingerprint("12".repeat(32)),
                            Encryption.OFF),
                    true);

    private static final Instant UNTIL = Instant.EPOCH.plus(Duration.ofMinutes(5));

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop();
    private final EventLog events = new EventLog(Clock.systemUTC());
    private final List<PeerMessage> said = new CopyOnWriteArrayList<>();
    private final List<FileRef> overwritten = new CopyOnWriteArrayList<>();
    private Home home;
    private Library library;
    private Engine engine;
    private Shares shares;
    private Downloads downloads;
    private HashedFile hashed;

    @BeforeEach
    void logIn() throws Exception {
        home = Home.open(folder.resolve("home"));
        library = new Library(home);
        var tickets = new TicketCheck(Clock.systemUTC(), Optional.empty());
        engine =
                new Engine(
                        vertx,
                        ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF),
                        Identity.in(home.path()),
                        tickets,
                        (_, _) -> {},
                        new SplittableRandom(1));
        shares = new Shares(library, engine, tickets, said::add, overwritten::add, events);
        downloads =
                new Downloads(
                        loop,
                        new DownloadBook(library, events),
                        engine,
                        tickets,
                        shares,
                        new Holes(
                                vertx,
                                Runnable::run,
                                new Mirrors(
                                        TrackerTrust.ofTheMachine(), new HostPort("0.0.0.0", 0)),
                                Optional::empty),
                        said::add,
                        events);
        Path file = Files.write(folder.resolve("film.mkv"), new byte[] {1, 2, 3});
        hashed = FileHasher.hash(file, HashAlgorithm.SHA_256, Progress.IGNORED);
        loop.run(() -> {
            shares.bringBack("ann");
            downloads.bringBack("ann");
        });
    }

    @AfterEach
    void close() throws Exception {
        loop.run(downloads::stopAll);
        engine.stop().toCompletionStage().toCompletableFuture().get();
        loop.close();
        home.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void whatCannotBeWrittenDownIsDoneAllTheSame() throws IOException {
        start("film.mkv");
        Path records = folder.resolve("home/downloads");
        Path aside = folder.resolve("aside");
        Files.move(records, aside);

        loop.run(() -> downloads.pause("films", "film.mkv"));
        assertEquals(DownloadState.PAUSED, shown("film.mkv").state());
        assertEquals("trouble", lastEvent().kind());
        assertThrows(HomeTrouble.class, () -> start("song.flac"));
        assertEquals(1, loop.call(downloads::shown).size());

        Files.move(aside, records);
        loop.run(() -> downloads.resume("films", "film.mkv", false));
        assertEquals(DownloadState.DOWNLOADING, shown("film.mkv").state());
        await().atMost(60, SECONDS).until(() -> wanted().equals(List.of("film.mkv", "film.mkv")));
        assertEquals(DownloadState.DOWNLOADING, library.downloads("ann").getFirst().state());
    }

    @Test
    void soManyMoveAtOnceAndTheNextOnesFollow() {
        int most = Turns.MOST_MOVING;
        for (int i = 0; i < most + 3; i++) {
            start("file-" + i);
        }
        assertEquals(most, wanted().size());
        DownloadInfo next = shown("file-" + most);
        assertEquals(DownloadState.DOWNLOADING, next.state());
        assertEquals("It waits for its turn, until others are done.", next.reason());

        loop.run(() -> downloads.cancel("films", "file-3"));
        assertEquals("file-" + most, wanted().getLast());
        loop.run(() -> downloads.pause("films", "file-4"));
        assertEquals("file-" + (most + 1), wanted().getLast());
        loop.run(() ->
                downloads.running(download("file-5").ref()).orElseThrow().seedersAre(List.of()));
        assertEquals("file-" + (most + 2), wanted().getLast());
        assertEquals(most + 3, wanted().size());
    }

    @Test
    void whatIsUnderWayIsFollowedAndNothingElseGoesThere() {
        start("film.mkv");
        said.clear();
        assertEquals(shown("film.mkv"), loop.call(() -> begun(download("film.mkv"))));
        assertEquals(List.of(), said);
        String place = folder.resolve("into-film.mkv").toString();
        assertEquals(
                "'film.mkv' of 'films' is already on its way to " + place + ".",
                refusal(to("film.mkv", "elsewhere")));
        assertEquals(
                "'film.mkv' of 'films' goes to " + place + "; choose another place.",
                refusal(to("song.flac", "into-film.mkv")));
        loop.run(() -> downloads.cancel("films", "film.mkv"));
        loop.run(() -> begun(to("song.flac", "into-film.mkv")));
        assertEquals(place, shown("song.flac").path());
    }

    private @Nullable String refusal(KeptDownload download) {
        return assertThrows(Refused.class, () -> loop.run(() -> begun(download))).getMessage();
    }

    @Test
    void theTrackerIsToldUntilWhenATicketLasts() {
        start("film.mkv");
        FileRef ref = download("film.mkv").ref();
        assertEquals(List.of(new PeerMessage.Want(ref, UNTIL)), said);
        Instant later = UNTIL.plus(Duration.ofMinutes(4));
        loop.run(() -> downloads.running(ref).orElseThrow().ticket(new byte[1], later));
        said.clear();
        loop.run(downloads::sayWanted);
        assertEquals(List.of(new PeerMessage.Want(ref, later)), said);
        loop.run(() -> downloads.pause("films", "film.mkv"));
        said.clear();
        loop.run(() -> downloads.resume("films", "film.mkv", false));
        await().atMost(60, SECONDS).until(() -> said.contains(new PeerMessage.Want(ref, later)));
    }

    @Test
    void whatIsResumedByForceOverwritesFromThenOn() {
        start("film.mkv");
        assertEquals(List.of(false), keptForces());
        for (boolean force : List.of(false, true)) {
            loop.run(() -> downloads.pause("films", "film.mkv"));
            loop.run(() -> downloads.resume("films", "film.mkv", force));
            assertEquals(List.of(force), keptForces());
        }
    }

    private List<Boolean> keptForces() {
        return library.downloads("ann").stream().map(kept -> kept.order().force()).toList();
    }

    @Test
    void whatIsSharedOfTheSameContentStaysServedWhenTheDownloadIsCancelled() {
        start("film.mkv");
        KeptShare own = share("other.mkv");
        loop.run(() -> shares.add(own));
        said.clear();
        loop.run(() -> downloads.cancel("films", "film.mkv"));
        var again = new PeerMessage.Served(own.ref(), true, own.known());
        await().atMost(60, SECONDS)
                .until(() -> said.contains(new PeerMessage.Serve(List.of(again))));
    }

    @Test
    void nothingBeginsOnceTheUserHasGone() {
        loop.run(() -> {
            shares.stopAll("The user has logged out.");
            downloads.stopAll();
        });
        Refused refused = assertThrows(Refused.class, () -> start("film.mkv"));
        assertEquals("'ann' has logged out meanwhile.", refused.getMessage());
        loop.run(() -> shares.add(share("film.mkv")));
        assertEquals(List.of(), said);
        assertEquals(0, loop.call(shares::served));
        assertEquals(List.of(share("film.mkv")), library.shares("ann"));
    }

    @Test
    void nothingThatWaitsBeginsWhileAllAreCancelled() {
        for (int i = 0; i < Turns.MOST_MOVING + 3; i++) {
            start("file-" + i);
        }
        loop.run(downloads::cancelAll);
        assertEquals(Turns.MOST_MOVING, wanted().size());
        assertEquals(List.of(), loop.call(downloads::shown));
    }

    @Test
    void whatWasSharedWhileTheTrackersWereAskedStays() {
        KeptShare before = share("before").asKnown();
        KeptShare meanwhile = share("meanwhile").asKnown();
        loop.run(() -> {
            shares.add(before);
            Set<FileRef> listed = shares.listed();
            shares.add(meanwhile);
            shares.compare(listed, List.<ShareInfo>of());
        });
        assertEquals(
                List.of("meanwhile"),
                loop.call(shares::shown).stream().map(OwnShare::file).toList());
    }

    @Test
    void ofOneNameSeveralVersionsAreSharedUntilOneTakesAnothersPlace() {
        KeptShare first = share("film.mkv");
        KeptShare second = version(first, "two", "elsewhere.mkv");
        KeptShare third = version(first, "three", "film.mkv");
        loop.run(() -> {
            shares.add(first);
            shares.add(second);
        });
        assertEquals(2, loop.call(shares::served));
        assertEquals(2, library.shares("ann").size());
        loop.run(() -> shares.add(third));
        assertEquals(List.of(first.ref()), overwritten);
        assertEquals(
                Set.of(second.ref(), third.ref()),
                Set.copyOf(loop.call(() -> shares.find("films", "film.mkv"))));
        loop.run(() -> shares.drop("films", "film.mkv"));
        assertEquals(List.of(), library.shares("ann"));
    }

    private KeptShare version(KeptShare of, String content, String file) {
        FileId id = FileId.of(HashAlgorithm.SHA_256.newDigest().digest(content.getBytes(UTF_8)));
        return new KeptShare(
                of.user(),
                of.group(),
                of.file(),
                id,
                of.manifest(),
                folder.resolve(file).toString(),
                of.stamp(),
                true,
                true);
    }

    private void start(String file) {
        loop.run(() -> begun(download(file)));
    }

    private DownloadInfo begun(KeptDownload download) {
        return downloads.start(download, List.of(NOBODY), new byte[0], UNTIL);
    }

    private KeptDownload download(String file) {
        return to(file, "into-" + file);
    }

    private KeptDownload to(String file, String place) {
        return new KeptDownload(
                "ann",
                new DownloadOrder(
                        "films",
                        file,
                        folder.resolve(place).toString(),
                        PieceSelection.RAREST_FIRST,
                        false,
                        false),
                hashed.manifest().computeId(),
                hashed.manifest(),
                Instant.EPOCH.plus(Duration.ofSeconds(number(file))),
                DownloadState.DOWNLOADING,
                0,
                0,
                null);
    }

    private static int number(String file) {
        return file.startsWith("file-") ? Integer.parseInt(file.substring("file-".length())) : 0;
    }

    private KeptShare share(String file) {
        return new KeptShare(
                "ann",
                "films",
                file,
                hashed.manifest().computeId(),
                hashed.manifest(),
                folder.resolve("film.mkv").toString(),
                hashed.stamp(),
                false,
                false);
    }

    private DownloadInfo shown(String file) {
        return loop.call(downloads::shown).stream()
                .filter(download -> download.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private List<String> wanted() {
        return said.stream()
                .filter(PeerMessage.Want.class::isInstance)
                .map(message -> ((PeerMessage.Want) message).file().file())
                .toList();
    }

    private PeerEvent lastEvent() {
        return events.after(0, Duration.ZERO).toCompletableFuture().join().events().getLast();
    }
}
