package p2p.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static p2p.peer.order.DownloadState.DOWNLOADING;
import static p2p.peer.order.DownloadState.FAILED;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.peer.choose.PieceSelection;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.peer.disk.FileHasher;
import p2p.peer.disk.HashedFile;
import p2p.peer.disk.Progress;
import p2p.peer.disk.SharedFile;
import p2p.peer.download.DownloadBook;
import p2p.peer.download.DownloadInfo;
import p2p.peer.download.Downloads;
import p2p.peer.engine.Engine;
import p2p.peer.event.EventLog;
import p2p.peer.event.PeerEvent;
import p2p.peer.library.Home;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.KeptShare;
import p2p.peer.library.Library;
import p2p.peer.loop.Loop;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.punch.Holes;
import p2p.peer.punch.Mirrors;
import p2p.peer.share.OwnShare;
import p2p.peer.share.Shares;
import p2p.peer.ticket.TicketCheck;
import p2p.peer.tracker.TrackerClient;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.Role;
import p2p.protocol.TrackerList;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.api.Standing;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.peer.Encryption;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.KnownFiles;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage.GroupEvent;
import p2p.protocol.session.TrackerMessage.Knows;
import p2p.protocol.session.TrackerMessage.Welcome;

/** Ann shares and downloads in two groups, and hears, maybe late, that she is out of 'films'. */
class TrackerNewsTest {

    private static final String SHARES = "/api/v1/shares";
    private static final String GROUPS = "/api/v1/groups/mine";
    private static final GroupInfo FILMS =
            new GroupInfo("films", "bob", 2, Standing.MEMBER, Role.MEMBER);
    private static final GroupInfo SONGS =
            new GroupInfo("songs", "ann", 1, Standing.OWNER, Role.OWNER);

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final EventLog events = new EventLog(Clock.systemUTC());
    private final List<PeerMessage> said = new CopyOnWriteArrayList<>();
    private Home home;
    private Library library;
    private Engine engine;
    private Shares shares;
    private Downloads downloads;
    private TrackerNews news;
    private HashedFile hashed;

    @BeforeEach
    void shareAndDownload() throws Exception {
        var server = vertx.createHttpServer().requestHandler(this::answer);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
        var address = new HostPort("127.0.0.1", server.actualPort());
        var list = new TrackerList(List.of(TrackerList.entry(1, address.toString())));
        var random = new SplittableRandom(1);
        var trackers = new TrackerClient(vertx, list, TrackerTrust.ofTheMachine(), random);
        trackers.use("token-of-ann");
        home = Home.open(folder.resolve("home"));
        library = new Library(home);
        var tickets = new TicketCheck(Clock.systemUTC(), Optional.empty());
        var settings = ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        var identity = Identity.in(home.path());
        engine = new Engine(vertx, settings, identity, tickets, (_, _) -> {}, random);
        shares = new Shares(library, engine, tickets, said::add, _ -> {}, events);
        var book = new DownloadBook(library, events);
        var holes =
                new Holes(
                        vertx,
                        workers,
                        new Mirrors(TrackerTrust.ofTheMachine(), new HostPort("0.0.0.0", 0)),
                        Optional::empty);
        downloads = new Downloads(loop, book, engine, tickets, shares, holes, said::add, events);
        news =
                new TrackerNews(
                        loop,
                        workers,
                        trackers,
                        engine,
                        tickets,
                        shares,
                        downloads,
                        new Position(
                                new HostPort("127.0.0.1", 1),
                                Encryption.OFF,
                                List::of,
                                _ -> {},
                                _ -> {},
                                _ -> {}),
                        holes,
                        events,
                        said::add,
                        () -> Optional.of("ann"),
                        (_, _) -> {});
        Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
        hashed = FileHasher.hash(file, HashAlgorithm.SHA_256, Progress.IGNORED);
        loop.run(() -> {
            shares.bringBack("ann");
            downloads.bringBack("ann");
            shares.add(share("films", "listed").asKnown());
            shares.add(share("films", "stopped").asKnown());
            shares.add(share("films", "untold"));
            shares.add(share("songs", "listed").asKnown());
            downloads.start(download("films", "film"), List.of(), new byte[0], Instant.EPOCH);
            downloads.start(download("songs", "song"), List.of(), new byte[0], Instant.EPOCH);
        });
        said.clear();
    }

    @AfterEach
    void close() throws Exception {
        loop.run(downloads::stopAll);
        engine.stop().toCompletionStage().toCompletableFuture().get();
        loop.close();
        home.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"left", "removed"})
    void whoIsAMemberAgainKeepsWhatATrackerLists(String event) {
        answers.put(SHARES, List.of(listed("films"), listed("songs")));
        answers.put(GROUPS, List.of(FILMS, SONGS));
        hear(event);
        assertShared("films/listed", "films/untold", "songs/listed");
        assertEquals(List.of(DOWNLOADING, DOWNLOADING), states());
    }

    @ParameterizedTest
    @ValueSource(strings = {"left", "removed"})
    void whoIsNoMemberKeepsNothingOfTheGroup(String event) {
        answers.put(SHARES, List.of(listed("songs")));
        answers.put(GROUPS, List.of(SONGS));
        hear(event);
        assertShared("songs/listed");
        assertEquals(List.of(FAILED, DOWNLOADING), states());
        String why = event.equals("left") ? "ann left 'films'." : "ann was removed from 'films'.";
        assertEquals(why, loop.call(downloads::shown).getFirst().reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", SHARES, GROUPS})
    void nothingIsDroppedWhereNoTrackerAnswersBoth(String answered) {
        answers.put(answered, List.of());
        hear("left");
        assertShared("films/listed", "films/stopped", "films/untold", "songs/listed");
        assertEquals(List.of(DOWNLOADING, DOWNLOADING), states());
    }

    @Test
    void whatWasStoppedElsewhereIsNotSharedFromHereEither() {
        answers.put(SHARES, List.of(listed("films"), listed("songs")));
        hear(unshared("untold", null));
        assertShared("films/listed", "films/stopped", "songs/listed");
    }

    @Test
    void theSameOfOneVersion() {
        answers.put(SHARES, List.of(listed("films"), listed("songs")));
        hear(unshared("untold", hashed.manifest().computeId()));
        assertShared("films/listed", "films/stopped", "songs/listed");
    }

    /** The tracker may not have heard of it yet. */
    @Test
    void theEndOfAnEarlierVersionIsNotThatOfTheOneThatTookItsPlace() {
        answers.put(SHARES, List.of(listed("films"), listed("songs")));
        hear(unshared("untold", new FileId("0".repeat(64))));
        assertShared("films/listed", "films/stopped", "films/untold", "songs/listed");
    }

    private static GroupEvent unshared(String file, @Nullable FileId only) {
        return GroupEvent.unshared("films", "ann", file, only, Instant.EPOCH);
    }

    @Test
    void whatOnlyANewerTrackerKnowsIsToldAndChangesNothing() {
        answers.put(SHARES, List.of());
        answers.put(GROUPS, List.of());
        hear("renamed");
        assertShared("films/listed", "films/stopped", "films/untold", "songs/listed");
        assertEquals(List.of(DOWNLOADING, DOWNLOADING), states());
        PeerEvent told =
                events.after(0, Duration.ZERO).toCompletableFuture().join().events().getLast();
        assertEquals("renamed", told.kind());
        assertEquals("Something happened in 'films': renamed.", told.text());
    }

    @Test
    void whatTheTrackerKnowsIsNeitherAskedForNorSaid() {
        String served = KnownFiles.served(serves("listed", "stopped", "untold"));
        welcome(new Knows(KnownFiles.shares(refs("listed", "stopped")), served));
        assertEquals(List.of(), List.copyOf(asked));
        assertSaid(new PeerMessage.ServeAsBefore(served));
    }

    @Test
    void whatItKnowsOtherwiseIsSaid() {
        answers.put(SHARES, List.of(listed("films"), listed("songs")));
        String served = KnownFiles.served(serves("listed", "stopped", "untold"));
        welcome(new Knows(KnownFiles.shares(refs("listed")), served));
        assertEquals(List.of(SHARES), List.copyOf(asked));
        assertShared("films/listed", "films/untold", "songs/listed");
        assertSaid(serve("listed", "untold"));
    }

    @Test
    void aTrackerOfBeforeIsAskedForAllAndToldAll() {
        answers.put(SHARES, List.of(listed("films"), listed("songs")));
        welcome(null);
        assertEquals(List.of(SHARES), List.copyOf(asked));
        assertSaid(serve("listed", "untold"));
    }

    /** And what is wanted. */
    private void assertSaid(PeerMessage served) {
        assertEquals(3, said.size(), said::toString);
        assertEquals(Set.of(served, want("film"), want("song")), Set.copyOf(said));
    }

    private void welcome(@Nullable Knows knows) {
        var welcome =
                new Welcome(1, 1, Instant.EPOCH, List.of(), List.of(), "127.0.0.1", false, knows);
        loop.run(() -> news.attached(TrackerList.entry(1, "127.0.0.1:1"), welcome));
        workers.close();
        loop.run(() -> {});
    }

    /** What is in 'films' under these names, and 'listed' in 'songs'. */
    private Set<FileRef> refs(String... films) {
        return Stream.concat(
                        Stream.of(films).map(file -> ref("films", file)),
                        Stream.of(ref("songs", "listed")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private FileRef ref(String group, String file) {
        return new FileRef(group, file, hashed.manifest().computeId());
    }

    private Map<FileRef, Boolean> serves(String... films) {
        return refs(films).stream().collect(Collectors.toMap(ref -> ref, _ -> true));
    }

    private PeerMessage serve(String... films) {
        return new PeerMessage.Serve(
                refs(films).stream()
                        .map(ref -> new PeerMessage.Served(ref, true, ref.file().equals("listed")))
                        .toList());
    }

    private PeerMessage want(String file) {
        String group = file.equals("film") ? "films" : "songs";
        return new PeerMessage.Want(ref(group, file), Instant.EPOCH);
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path());
        Object answer = answers.get(request.path());
        if (answer == null) {
            request.connection().close();
        } else {
            request.response().end(Json.strict().valueToTree(answer).toString());
        }
    }

    private void hear(String event) {
        hear(new GroupEvent(event, "films", "ann", null, Instant.EPOCH, null, null));
    }

    /** Once the workers are done, what they found is on the loop, before whatever looks at it. */
    private void hear(GroupEvent event) {
        loop.run(() -> news.heard(event));
        workers.close();
    }

    private void assertShared(String... expected) {
        List<OwnShare> shown = loop.call(shares::shown);
        assertEquals(
                List.of(expected), shown.stream().map(s -> s.group() + "/" + s.file()).toList());
        assertEquals(expected.length, loop.call(shares::served));
        assertEquals(expected.length, library.shares("ann").size());
    }

    /** Of 'film' and of 'song'. */
    private List<DownloadState> states() {
        return loop.call(downloads::shown).stream().map(DownloadInfo::state).toList();
    }

    private ShareInfo listed(String group) {
        return new ShareInfo(group, "listed", hashed.manifest().computeId(), 3, 1);
    }

    private KeptShare share(String group, String file) {
        return download(group, file)
                .asShare(new SharedFile(folder.resolve("file"), hashed.stamp()));
    }

    private KeptDownload download(String group, String file) {
        String path = folder.resolve("into-" + group).toString();
        return new KeptDownload(
                "ann",
                new DownloadOrder(group, file, path, PieceSelection.RAREST_FIRST, false, false),
                hashed.manifest().computeId(),
                hashed.manifest(),
                Instant.EPOCH,
                DownloadState.DOWNLOADING,
                0,
                0,
                null);
    }
}
