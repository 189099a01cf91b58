package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.choose.PieceSelection;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.rate.RateLimits;
import p2p.peer.refusal.Refused;
import p2p.peer.session.LoggedIn;
import p2p.peer.share.OwnShare;
import p2p.protocol.TrackerList;
import p2p.protocol.api.Problem;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.peer.Encryption;
import p2p.testkit.Proxy;
import p2p.testkit.Trackers;

/** Peers and a real tracker on a real PostgreSQL. */
class SwarmIT {

    private static final int MIB = 1 << 20;

    @TempDir static Path trackerFolder;
    private static Trackers tracker;

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final List<Person> people = new ArrayList<>();

    @BeforeAll
    static void startTracker() throws IOException {
        tracker = Trackers.start(trackerFolder, 1);
    }

    @AfterAll
    static void stopTracker() {
        tracker.close();
    }

    @AfterEach
    void closePeers() {
        people.forEach(Person::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void fourPeersMoveAFileAmongThemselves() throws Exception {
        Person a = person("ann").signUp().creates("films");
        Person b = person("bob").signUp();
        Person c = person("cid").signUp();
        Person d = person("dot").signUp();
        a.letsIn("films", b, c, d);
        Path original = random("film.mkv", 64 * MIB, 1);
        a.shares(original, "films");
        a.peer.limit(new RateLimits(8 * MIB, 0));

        // While ann is away, what cid gets comes from bob, who has not all of it himself.
        b.begins("films", "film.mkv", folder("to-b"));
        b.has("films", "film.mkv", 8 * MIB);
        a.peer.logOut();
        c.begins("films", "film.mkv", folder("to-c"));
        c.has("films", "film.mkv", MIB);
        assertEquals(DownloadState.DOWNLOADING, b.download("films", "film.mkv").state());
        a.logIn();
        b.completes("films", "film.mkv");
        c.completes("films", "film.mkv");
        assertSame(original, folder("to-b").resolve("film.mkv"));
        assertSame(original, folder("to-c").resolve("film.mkv"));

        a.peer.logOut();
        d.peer.limit(new RateLimits(0, 32 * MIB));
        d.begins("films", "film.mkv", folder("to-d"));
        d.completes("films", "film.mkv");
        assertNull(a.peer.status().user());
        assertSame(original, folder("to-d").resolve("film.mkv"));

        LoggedIn again = a.logIn();
        assertEquals(
                List.of(
                        new OwnShare(
                                "films",
                                "film.mkv",
                                b.peer.shares().getFirst().id(),
                                64 * MIB,
                                null,
                                original.toString(),
                                true,
                                false,
                                null,
                                null)),
                again.shares());
        b.peer.logOut();
        c.peer.logOut();
        d.peer.stopShare("films", "film.mkv");
        a.peer.limit(new RateLimits(0, 0));
        d.begins("films", "film.mkv", folder("to-d-again"));
        d.completes("films", "film.mkv");
        assertSame(original, folder("to-d-again").resolve("film.mkv"));
    }

    @Test
    void aPeerThatIsStartedAgainGoesOnWithoutBeingTold() throws Exception {
        Person a = person("amy").signUp().creates("songs");
        Person b = person("ben").signUp();
        a.letsIn("songs", b);
        Path original = random("song.flac", 24 * MIB, 2);
        a.shares(original, "songs");
        b.peer.limit(new RateLimits(0, 4 * MIB));
        b.begins("songs", "song.flac", folder("to-b"));
        await().atMost(60, SECONDS).until(() -> b.download("songs", "song.flac").have() > MIB);

        a.close();
        b.close();
        a.open();
        b.open();
        assertTrue(b.download("songs", "song.flac").have() > MIB);

        await().atMost(60, SECONDS).until(() -> a.peer.status().attached());
        assertEquals("amy", a.peer.status().user());
        b.peer.limit(new RateLimits(0, 0));
        b.completes("songs", "song.flac");
        assertSame(original, folder("to-b").resolve("song.flac"));
    }

    @Test
    void aFileThatIsEditedAfterItWasSharedDoesNoHarm() throws Exception {
        Person a = person("alf").signUp().creates("texts");
        Person b = person("bea").signUp();
        Person c = person("cat").signUp();
        a.letsIn("texts", b, c);
        Path original = random("text.txt", 32 * MIB, 3);
        Path copy = Files.copy(original, folder("b-files").resolve("text.txt"));
        a.shares(original, "texts");
        b.shares(copy, "texts");
        a.peer.limit(new RateLimits(4 * MIB, 0));
        b.peer.limit(new RateLimits(4 * MIB, 0));
        c.begins("texts", "text.txt", folder("to-c"));
        await().atMost(60, SECONDS).until(() -> c.download("texts", "text.txt").have() > 0);

        Files.write(original, new byte[] {1, 2, 3}, StandardOpenOption.WRITE);
        b.peer.limit(new RateLimits(0, 0));

        c.completes("texts", "text.txt");
        assertSame(copy, folder("to-c").resolve("text.txt"));
        await().atMost(60, SECONDS).until(() -> !a.peer.shares().getFirst().served());
        assertTrue(String.valueOf(a.peer.shares().getFirst().reason()).contains("changed"));

        b.peer.stopShare("texts", "text.txt");
        c.peer.stopShare("texts", "text.txt");
        a.shares(original, "texts");
        c.begins("texts", "text.txt", folder("to-c-again"));
        c.completes("texts", "text.txt");
        assertSame(original, folder("to-c-again").resolve("text.txt"));
    }

    @Test
    void aFileThatChangedIsPublishedAgainAndBothVersionsAreFetched() throws Exception {
        Person a = person("eva").signUp().creates("trips");
        Person b = person("max").signUp();
        Person c = person("kim").signUp();
        a.letsIn("trips", b, c);
        Path original = random("route.gpx", 3 * MIB, 9);
        byte[] first = Files.readAllBytes(original);
        a.shares(original, "trips");
        b.begins("trips", "route.gpx", folder("to-max"));
        b.completes("trips", "route.gpx");
        await().atMost(60, SECONDS).until(() -> b.peer.trackers().shares().size() == 1);

        Files.write(original, new byte[] {1, 2, 3}, StandardOpenOption.WRITE);
        byte[] second = Files.readAllBytes(original);
        a.shares(original, "trips");
        assertEquals(1, a.peer.shares().size());
        assertTrue(a.peer.shares().getFirst().served());
        assertTrue(b.peer.shares().getFirst().served());
        await().atMost(60, SECONDS).until(() -> !b.told("version").isEmpty());

        c.begins("trips", "route.gpx", folder("new-to-kim"));
        c.completes("trips", "route.gpx");
        c.begins("trips", "route.gpx", 1, folder("old-to-kim"));
        c.completes("trips", "route.gpx");
        assertArrayEquals(second, Files.readAllBytes(folder("new-to-kim").resolve("route.gpx")));
        assertArrayEquals(first, Files.readAllBytes(folder("old-to-kim").resolve("route.gpx")));
        assertEquals(2, c.peer.shares().stream().filter(OwnShare::served).count());
        Refused none =
                assertThrows(
                        Refused.class, () -> c.begins("trips", "route.gpx", 3, folder("none")));
        assertEquals(Problem.NO_SUCH_FILE, none.problem().type());
        Files.write(folder("to-max").resolve("route.gpx"), new byte[] {4, 5, 6});
        Refused over =
                assertThrows(Refused.class, () -> b.begins("trips", "route.gpx", folder("to-max")));
        assertEquals(Problem.TYPE_PREFIX + "file-exists", over.problem().type());
        Refused noFolder =
                assertThrows(
                        Refused.class, () -> b.begins("trips", "route.gpx/", 1, folder("none")));
        assertEquals(Problem.TYPE_PREFIX + "bad-request", noFolder.problem().type());
        Path other = random("other.gpx", MIB, 11);
        assertEquals(
                Problem.TYPE_PREFIX + "file-name-taken",
                b.isRefused(other, "trips", "route.gpx").type());

        Path moved = folder("old-to-kim").resolve("moved");
        Files.move(folder("new-to-kim").resolve("route.gpx"), moved);
        c.shares(folder("old-to-kim").resolve("route.gpx"), "trips");
        assertEquals(2, c.peer.shares().size());
        assertEquals(2, c.peer.trackers().shares().size());
        Files.move(moved, folder("new-to-kim").resolve("route.gpx"));

        c.close();
        c.open();
        await().atMost(60, SECONDS).until(() -> c.peer.status().attached());
        assertEquals(2, c.peer.shares().stream().filter(OwnShare::served).count());
        c.peer.stopShare("trips", "route.gpx");
        assertEquals(List.of(), c.peer.shares());
        assertEquals(List.of(), c.peer.trackers().shares());
    }

    @Test
    void aFolderThatChangedIsPublishedAgainThoughOthersHaveIt() throws Exception {
        Person a = person("eve-of-trips").signUp().creates("walks");
        Person b = person("max-of-trips").signUp();
        a.letsIn("walks", b);
        Path trip = Files.createDirectory(folder("eve-files").resolve("trip"));
        Files.writeString(trip.resolve("day 1"), "sun");
        a.shares(trip, "walks");
        b.begins("walks", "trip/", folder("to-max-of-trips"));
        b.completes("walks", "trip");
        await().atMost(60, SECONDS).until(() -> !b.peer.trackers().shares().isEmpty());

        Files.writeString(trip.resolve("day 2"), "rain");
        a.shares(trip, "walks");
        assertEquals(
                List.of(2), a.peer.trackers().shares().stream().map(ShareInfo::version).toList());
        assertEquals(
                List.of(1), b.peer.trackers().shares().stream().map(ShareInfo::version).toList());

        Path again = folder("to-max-again");
        b.begins("walks", "trip/", again);
        b.completes("walks", "trip");
        assertEquals("rain", Files.readString(again.resolve("trip/day 2")));
        assertEquals(2, b.peer.shares().stream().filter(OwnShare::served).count());
    }

    @Test
    void ofANewVersionOnlyWhatChangedMoves() throws Exception {
        Person a = person("ivo").signUp().creates("discs");
        Person b = person("bob-of-ivo").signUp();
        a.letsIn("discs", b);
        Path original = random("disc.img", 100 * MIB, 12);
        a.shares(original, "discs");
        b.begins("discs", "disc.img", folder("to-b"));
        b.completes("discs", "disc.img");
        Path copy = folder("to-b").resolve("disc.img");

        try (var file = new RandomAccessFile(original.toFile(), "rw")) {
            file.seek(40 * MIB + 5);
            file.write(new byte[MIB]);
        }
        a.shares(original, "discs");
        b.begins("discs", "disc.img", folder("new-to-b"));
        DownloadInfo done = b.completes("discs", "disc.img");
        assertSame(original, folder("new-to-b").resolve("disc.img"));
        assertEquals(5 * MIB / 4, done.size() - done.taken());

        Files.write(copy, new byte[] {1}, StandardOpenOption.WRITE);
        Files.delete(folder("new-to-b").resolve("disc.img"));
        Files.write(original, new byte[] {4, 5, 6}, StandardOpenOption.WRITE);
        a.shares(original, "discs");
        b.begins("discs", "disc.img", folder("third-to-b"));
        DownloadInfo third = b.completes("discs", "disc.img");
        assertSame(original, folder("third-to-b").resolve("disc.img"));
        assertEquals(3 * MIB / 2, third.size() - third.taken());
    }

    @Test
    void aNewVersionTakesTheOldOnesPlaceWhereThatIsForced() throws Exception {
        Person a = person("uwe").signUp().creates("hikes");
        Person b = person("bob-of-uwe").signUp();
        a.letsIn("hikes", b);
        Path hike = Files.createDirectory(folder("uwe-files").resolve("hike"));
        Files.copy(random("photo.raw", 3 * MIB, 13), hike.resolve("photo"));
        Files.writeString(hike.resolve("note"), "one");
        a.shares(hike, "hikes");
        Path to = folder("to-bob-of-uwe");
        b.begins("hikes", "hike/", to);
        b.completes("hikes", "hike");
        await().atMost(60, SECONDS).until(() -> !b.peer.trackers().shares().isEmpty());

        Files.move(hike.resolve("photo"), hike.resolve("best"));
        Files.writeString(hike.resolve("note"), "two");
        a.shares(hike, "hikes");
        b.peer.download(
                new DownloadOrder(
                        "hikes", "hike", to.toString(), PieceSelection.RAREST_FIRST, true, true));
        DownloadInfo done = b.completes("hikes", "hike");
        assertEquals("two", Files.readString(to.resolve("hike/note")));
        assertSame(hike.resolve("best"), to.resolve("hike/best"));
        assertEquals(3 * MIB, done.taken());
        assertEquals(1, b.peer.shares().size());
        assertTrue(b.peer.shares().getFirst().served());
        await().atMost(60, SECONDS)
                .until(() ->
                        b.peer.trackers().shares().stream()
                                .map(ShareInfo::version)
                                .toList()
                                .equals(List.of(2)));
    }

    @Test
    void whereTheVersionThatIsOnItsWayIsGoneTheNextOneTakesItsPlace() throws Exception {
        Person a = person("una").signUp().creates("cuts");
        Person b = person("bob-of-una").signUp();
        a.letsIn("cuts", b);
        Path original = random("cut.mov", 16 * MIB, 10);
        a.shares(original, "cuts");
        b.peer.limit(new RateLimits(0, 2 * MIB));
        b.begins("cuts", "cut.mov", folder("to-b"));
        b.has("cuts", "cut.mov", MIB);
        Files.write(original, new byte[] {1, 2, 3}, StandardOpenOption.WRITE);
        a.shares(original, "cuts");
        await().atMost(60, SECONDS)
                .until(() -> b.download("cuts", "cut.mov").state() == DownloadState.FAILED);

        b.peer.limit(new RateLimits(0, 0));
        b.begins("cuts", "cut.mov", folder("to-b"));
        b.completes("cuts", "cut.mov");
        assertSame(original, folder("to-b").resolve("cut.mov"));
    }

    @Test
    void aCopyOfAVersionThatWasGoneWhenItWasCompleteGivesWayToTheNextOne() throws Exception {
        try (var way = new Proxy(tracker.address(1).port())) {
            Person b = hasWhatIsGone("ula", way);
            Path to = folder("to-ulas");
            b.begins("of-ula", "draft.txt", to);
            b.completes("of-ula", "draft.txt");
            assertEquals("the next one", Files.readString(to.resolve("draft.txt")));
            assertEquals(1, b.peer.shares().size());
            assertTrue(b.peer.shares().getFirst().served());
        }
    }

    @Test
    void suchACopyIsKeptWhereItWasChangedAndListedUntilTheUserStopsSharingIt() throws Exception {
        try (var way = new Proxy(tracker.address(1).port())) {
            Person b = hasWhatIsGone("uma", way);
            Path to = folder("to-umas");
            Files.writeString(to.resolve("draft.txt"), "notes that bob wrote");
            var refused = assertThrows(Refused.class, () -> b.begins("of-uma", "draft.txt", to));
            assertEquals("urn:p2p:problem:file-exists", refused.problem().type());
            assertEquals("notes that bob wrote", Files.readString(to.resolve("draft.txt")));
            b.peer.stopShare("of-uma", "draft.txt");
            assertEquals(List.of(), b.peer.shares());
        }
    }

    /** Completes the first version while no tracker hears of it, and the second is published. */
    private Person hasWhatIsGone(String publisher, Proxy way) throws Exception {
        String group = "of-" + publisher;
        Person a = person(publisher).signUp().creates(group);
        Path original = random("draft.txt", 8 * MIB, 14);
        a.shares(original, group);
        Path list = Files.writeString(folder.resolve("way.txt"), way.address() + "\n");
        var b = new Person(publisher + "s-reader", folder, vertx, list, Encryption.ON);
        people.add(b);
        a.letsIn(group, b.signUp());
        b.peer.limit(new RateLimits(0, 4 * MIB));
        b.begins(group, "draft.txt", folder("to-" + publisher + "s"));
        b.has(group, "draft.txt", MIB);
        way.set(Proxy.Mood.CUT);
        b.completes(group, "draft.txt");
        Files.delete(original);
        Files.writeString(original, "the next one");
        a.shares(original, group);
        way.set(Proxy.Mood.PASS);
        await().atMost(60, SECONDS).until(() -> !b.told("unshared").isEmpty());
        assertFalse(b.peer.shares().getFirst().served());
        return b;
    }

    @Test
    void whatIsGoneIsSaidAtOnceAndCanBeDownloadedAgain() throws Exception {
        Person a = person("ada").signUp().creates("memos");
        Person b = person("bob-of-ada").signUp();
        a.letsIn("memos", b);
        Path original = random("note.txt", MIB, 8);
        a.shares(original, "memos");
        b.begins("memos", "note.txt", folder("to-b"));
        b.completes("memos", "note.txt");
        Path copy = folder("to-b").resolve("note.txt");

        Files.delete(copy);
        assertEquals(copy + " is not there.", b.peer.shares().getFirst().reason());
        b.begins("memos", "note.txt", folder("to-b"));
        b.completes("memos", "note.txt");
        assertSame(original, copy);
        assertTrue(b.peer.shares().getFirst().served());
    }

    @Test
    void whatIsGoneOrChangedInAFolderIsSaidAndOnlyWhatIsGoneComesBackUnforced() throws Exception {
        Person a = person("ada-of-leaves").signUp().creates("leaves");
        Person b = person("bob-of-leaves").signUp();
        a.letsIn("leaves", b);
        Path tree = Files.createDirectory(folder("leaf-files").resolve("tree"));
        Files.writeString(tree.resolve("oak"), "green");
        Files.writeString(tree.resolve("elm"), "brown");
        Files.write(tree.resolve("fir"), Files.readAllBytes(random("fir", 3 * MIB, 21)));
        a.shares(tree, "leaves");
        Path to = folder("leaves-to-b");
        b.begins("leaves", "tree/", to);
        b.completes("leaves", "tree");
        Path oak = to.resolve("tree/oak");
        assertTrue(b.peer.shares().getFirst().isWhole());

        Path away = Files.move(oak, to.resolve("away"));
        OwnShare gone = b.peer.shares().getFirst();
        assertEquals(
                oak
                        + " is gone. Download the folder again to have it back, or share it as it is now.",
                gone.reason());
        assertTrue(gone.served());
        assertFalse(gone.isWhole());
        Files.move(away, oak);
        assertEquals(Optional.empty(), Optional.ofNullable(b.peer.shares().getFirst().reason()));
        assertEquals(1, b.told("changed").size());

        Files.delete(oak);
        b.begins("leaves", "tree/", to);
        DownloadInfo done = b.completes("leaves", "tree");
        assertSame(tree.resolve("oak"), oak);
        assertEquals(1 * MIB, done.size() - done.taken(), 1 * MIB);
        assertTrue(b.peer.shares().getFirst().isWhole());

        Files.writeString(oak, "yellow");
        var refused = assertThrows(Refused.class, () -> b.begins("leaves", "tree/", to));
        assertEquals(
                oak
                        + " is not as it was downloaded: choose another place, or use --force to replace it.",
                refused.problem().detail());
        assertEquals("yellow", Files.readString(oak));
        Path other = folder("elsewhere-to-b");
        var elsewhere = assertThrows(Refused.class, () -> b.begins("leaves", "tree/", other));
        assertTrue(
                elsewhere.problem().detail().contains("Download all of it to there again"),
                elsewhere.problem().detail());
        Files.delete(tree.resolve("elm"));
        assertEquals(
                tree.resolve("elm") + " is gone. Share the folder again to offer it as it is now.",
                a.peer.shares().getFirst().reason());
    }

    @Test
    void whereTheOnlySeedersFileChangedTheDownloadWaitsAndSaysWhy() throws Exception {
        Person a = person("art").signUp().creates("plans");
        Person b = person("bix").signUp();
        a.letsIn("plans", b);
        Path original = random("plan.pdf", 16 * MIB, 4);
        a.shares(original, "plans");
        Files.write(original, new byte[] {1, 2, 3}, StandardOpenOption.WRITE);

        b.begins("plans", "plan.pdf", folder("to-b"));

        await().atMost(60, SECONDS).until(() -> b.download("plans", "plan.pdf").reason() != null);
        DownloadInfo waiting = b.download("plans", "plan.pdf");
        assertEquals(DownloadState.DOWNLOADING, waiting.state());
        assertEquals(0, waiting.have());
        assertNotNull(waiting.reason());
        assertFalse(Files.exists(folder("to-b").resolve("plan.pdf")));
    }

    @Test
    void aDownloadWaitsWhileNobodySharesTheFile() throws Exception {
        Person a = person("ava").signUp().creates("clips");
        Person b = person("bob-of-ava").signUp();
        a.letsIn("clips", b);
        Path original = random("clip.mp4", 16 * MIB, 6);
        a.shares(original, "clips");
        b.peer.limit(new RateLimits(0, 2 * MIB));
        b.begins("clips", "clip.mp4", folder("to-b"));
        await().atMost(60, SECONDS).until(() -> b.download("clips", "clip.mp4").have() > MIB);

        a.peer.stopShare("clips", "clip.mp4");
        String nobody =
                "Nobody shares this file in the group any more; it goes on when somebody does.";
        await().atMost(60, SECONDS)
                .until(() -> nobody.equals(b.download("clips", "clip.mp4").reason()));
        DownloadInfo waiting = b.download("clips", "clip.mp4");
        assertEquals(DownloadState.DOWNLOADING, waiting.state());
        assertEquals(0, waiting.peers());
        assertTrue(waiting.have() > MIB && waiting.have() < 16 * MIB, waiting.toString());

        b.peer.limit(new RateLimits(0, 0));
        a.shares(original, "clips");
        b.completes("clips", "clip.mp4");
        assertSame(original, folder("to-b").resolve("clip.mp4"));
    }

    @Test
    void whoIsLoggedOutByAnotherPeerIsToldWhy() throws Exception {
        Person first = person("ida").signUp();
        Person second = person("ida-elsewhere");
        second.peer.logIn("ida", Person.PASSWORD, true, null);
        await().atMost(60, SECONDS).until(() -> first.peer.status().user() == null);
        assertEquals(
                "ida is not logged in here any more: You have logged in elsewhere, which ends"
                        + " this.",
                first.peer.status().notice());
        assertEquals("ida", second.peer.status().user());
        second.peer.logOut();
        first.logIn();
        assertEquals(null, first.peer.status().notice());
    }

    @Test
    void aFolderGoesThereAndArrives() throws Exception {
        Person a = person("abe").signUp().creates("notes");
        Person b = person("bud").signUp();
        a.letsIn("notes", b);
        Path top = folder("notes");
        Files.createDirectories(top.resolve("sub/deep"));
        Files.writeString(top.resolve("one.txt"), "one");
        Files.writeString(top.resolve("sub/two.txt"), "two");
        Files.writeString(top.resolve("sub/deep/empty"), "");
        a.shares(top, "notes");

        var begun =
                b.peer.download(
                        new DownloadOrder(
                                "notes",
                                "notes/",
                                folder("to-b").toString(),
                                PieceSelection.RAREST_FIRST,
                                false,
                                false));

        assertEquals(
                List.of("notes of 3 files"),
                begun.stream().map(d -> d.file() + " of " + d.files() + " files").toList());
        b.completes("notes", "notes");
        Path there = folder("to-b").resolve("notes");
        assertEquals("one", Files.readString(there.resolve("one.txt")));
        assertEquals("two", Files.readString(there.resolve("sub/two.txt")));
        assertEquals("", Files.readString(there.resolve("sub/deep/empty")));
    }

    /** As folders were shared before they were one share. */
    @Test
    void filesWithTheFolderInTheirNamesArriveTogether() throws Exception {
        Person a = person("ann-of-files").signUp().creates("pages");
        Person b = person("ben-of-files").signUp();
        a.letsIn("pages", b);
        Path file = Files.writeString(folder("loose").resolve("one.txt"), "one");
        Path other = Files.writeString(folder("loose").resolve("two.txt"), "two");
        a.shares(file, "pages", "book/one.txt");
        a.shares(other, "pages", "book/sub/two.txt");

        var begun =
                b.peer.download(
                        new DownloadOrder(
                                "pages",
                                "book/",
                                folder("to-b").toString(),
                                PieceSelection.RAREST_FIRST,
                                false,
                                false));

        assertEquals(
                List.of("book/one.txt", "book/sub/two.txt"),
                begun.stream().map(DownloadInfo::file).toList());
        for (DownloadInfo one : begun) {
            b.completes("pages", one.file());
        }
        assertEquals("one", Files.readString(folder("to-b").resolve("book/one.txt")));
        assertEquals("two", Files.readString(folder("to-b").resolve("book/sub/two.txt")));
    }

    private Person person(String name) throws TrackerList.BadTrackerList {
        var person = new Person(name, folder, vertx, tracker.list(), Encryption.ON);
        people.add(person);
        return person;
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private Path random(String name, int size, long seed) throws IOException {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return Files.write(folder("originals").resolve(name), bytes);
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        assertEquals(-1, Files.mismatch(expected, actual), "the first byte that differs");
    }
}
