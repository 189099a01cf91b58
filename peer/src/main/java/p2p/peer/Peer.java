package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.peer.diagnosis.Diagnosis;
import p2p.peer.diagnosis.Doctor;
import p2p.peer.diagnosis.DownloadFound;
import p2p.peer.diagnosis.NetworkFound;
import p2p.peer.download.DownloadBook;
import p2p.peer.download.DownloadDetail;
import p2p.peer.download.DownloadInfo;
import p2p.peer.download.DownloadStart;
import p2p.peer.download.Downloads;
import p2p.peer.download.FolderContents;
import p2p.peer.download.FolderList;
import p2p.peer.download.FolderLooks;
import p2p.peer.download.OrderProgress;
import p2p.peer.engine.Engine;
import p2p.peer.event.EventLog;
import p2p.peer.library.Home;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.Library;
import p2p.peer.loop.Loop;
import p2p.peer.mapping.Granted;
import p2p.peer.mapping.Mapper;
import p2p.peer.order.DownloadOrder;
import p2p.peer.punch.Holes;
import p2p.peer.punch.Mirrors;
import p2p.peer.rate.RateLimits;
import p2p.peer.reach.Interfaces;
import p2p.peer.reach.Standpoint;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.peer.seed.SeedListener;
import p2p.peer.seed.Sending;
import p2p.peer.session.LoggedIn;
import p2p.peer.session.Position;
import p2p.peer.session.Presence;
import p2p.peer.session.TrackerNews;
import p2p.peer.share.OwnShare;
import p2p.peer.share.SendingShown;
import p2p.peer.share.ShareJobInfo;
import p2p.peer.share.ShareJobs;
import p2p.peer.share.ShareWatch;
import p2p.peer.share.Shares;
import p2p.peer.ticket.TicketCheck;
import p2p.peer.tracker.TrackerClient;
import p2p.peer.tracker.TrackerRoll;
import p2p.peer.tracker.TrackerSession;
import p2p.peer.tracker.TrackerState;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.api.PasswordProof;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;

/**
 * One person's peer: shares files with groups and downloads from everybody in them who has a file.
 * Its methods wait for their answers, so never call them on an event loop.
 */
public final class Peer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Peer.class);
    private static final int ATTACHED_WITHIN_SECONDS = 5;
    private static final int PATIENCE_SECONDS = 20;
    private static final long LOOK_MILLIS = 30_000;
    private static final long POSITION_MILLIS = 2_000;
    private static final long LIMITS_MILLIS = 1_000;

    private final Clock clock = Clock.systemUTC();
    private final Loop loop = new Loop();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final EventLog events = new EventLog(clock);
    private final Home home;
    private final Library library;
    private final TrackerClient trackers;
    private final Mirrors mirrors;
    private final Holes holesToFetch;
    private final Holes holesToServe;
    private final Engine engine;
    private final HostPort listen;
    private final Optional<Mapper> mapper;
    private final Position position;
    private final Shares shares;
    private final Downloads downloads;
    private final FolderLooks looks;
    private final ShareJobs shareJobs;
    private final ShareWatch shareWatch;
    private final TrackerNews news;
    private final TrackerSession session;
    private final Presence presence;
    private final Vertx vertx;
    private long lookTimer;
    private long positionTimer;
    private long limitTimer;
    private RateLimits kept = new RateLimits(0, 0);
    private RateLimits inForce = kept;

    private Peer(Vertx vertx, Settings settings, Home home) throws IOException {
        this.vertx = vertx;
        this.home = home;
        RandomGenerator random = RandomGenerator.getDefault();
        library = new Library(home);
        trackers = new TrackerClient(vertx, settings.trackers(), settings.trust(), random);
        var tickets =
                new TicketCheck(
                        steady(clock.instant(), System.nanoTime()), settings.trackers().identity());
        Identity identity = Identity.in(home.path());
        engine =
                new Engine(
                        vertx,
                        ConnectionSettings.of(
                                settings.listen(), settings.encryption(), settings.congestion()),
                        identity,
                        tickets,
                        new Seeding(),
                        random);
        mirrors = new Mirrors(settings.trust(), settings.listen().address());
        holesToFetch = new Holes(vertx, workers, mirrors, this::mirror);
        holesToServe = new Holes(vertx, workers, mirrors, this::mirror);
        shares = new Shares(library, engine, tickets, this::say, this::stopSharing, events);
        var book = new DownloadBook(library, events);
        downloads =
                new Downloads(loop, book, engine, tickets, shares, holesToFetch, this::say, events);
        looks = new FolderLooks(library, engine);
        shareJobs = new ShareJobs(trackers, loop, shares);
        shareWatch = new ShareWatch(loop, shares);
        listen = started(engine, settings.listen().address());
        mapper = isMapped(settings) ? Optional.of(mapper()) : Optional.empty();
        position =
                new Position(
                        listen,
                        settings.encryption(),
                        Interfaces::now,
                        this::stands,
                        this::moved,
                        this::say);
        news =
                new TrackerNews(
                        loop,
                        workers,
                        trackers,
                        engine,
                        tickets,
                        shares,
                        downloads,
                        position,
                        holesToServe,
                        events,
                        this::say,
                        this::user,
                        this::ended);
        session = new TrackerSession(vertx, trackers, random, loop, news);
        presence =
                new Presence(
                        loop,
                        workers,
                        identity,
                        library,
                        trackers,
                        session,
                        news,
                        shares,
                        downloads,
                        shareJobs,
                        events,
                        new PeerMessage.Hello(
                                Messages.VERSION,
                                "p2p",
                                listen,
                                engine.fingerprint(),
                                settings.encryption()));
    }

    /** Goes on from there, however the machine's clock is set meanwhile. */
    private static InstantSource steady(Instant start, long nanos) {
        return () -> start.plusNanos(System.nanoTime() - nanos);
    }

    /** Takes the home folder, begins to listen, and goes on where the last peer here stopped. */
    public static Peer open(Vertx vertx, Settings settings) {
        Home home;
        try {
            home = Home.open(settings.home());
        } catch (HomeTrouble e) {
            throw Refusal.HOME.because(e.getMessage());
        }
        try {
            var peer = new Peer(vertx, settings, home);
            peer.goOn();
            return peer;
        } catch (HomeTrouble e) {
            home.close();
            throw Refusal.HOME.because(e.getMessage());
        } catch (IOException e) {
            home.close();
            throw Refusal.HOME.because(String.valueOf(e.getMessage()));
        } catch (Refused e) {
            home.close();
            throw e;
        }
    }

    private void goOn() {
        lookTimer = vertx.setPeriodic(LOOK_MILLIS, _ -> workers.execute(this::lookAtShares));
        position.look();
        positionTimer = vertx.setPeriodic(POSITION_MILLIS, _ -> workers.execute(position::look));
        limitTimer = vertx.setPeriodic(LIMITS_MILLIS, _ -> loop.execute(this::applyLimits));
        loop.run(() -> {
            RateLimits before = library.limits();
            if (before.isSound()) {
                kept = before;
            }
            applyLimits();
            library.session().ifPresent(presence::goOn);
        });
    }

    private void lookAtShares() {
        try {
            shareWatch.lookNowAndThen();
        } catch (Refused e) {
            LOG.debug("the peer ended while it looked at its shares", e);
        }
    }

    /**
     * Who names one address wants to be found there alone, and plain bytes are not for everybody.
     */
    private boolean isMapped(Settings settings) {
        return settings.mapsPort()
                && settings.encryption() == Encryption.ON
                && listen.isAnyAddress();
    }

    private Mapper mapper() {
        return Mapper.of(
                listen.port(),
                workers,
                (time, work) -> vertx.setTimer(time.toMillis(), _ -> work.run()),
                this::mapped);
    }

    private void mapped(Optional<Granted> granted) {
        position.mappedAt(granted);
    }

    private void stands(Standpoint now) {
        engine.standsAt(now);
        mapper.ifPresent(it -> it.standsAt(now.networks()));
    }

    private void moved(Standpoint now) {
        session.standsAt(now);
    }

    private Optional<String> user() {
        return presence.user();
    }

    private Optional<TrackerList.Entry> mirror() {
        return news.mirror();
    }

    private void ended(String token, String reason) {
        presence.ended(token, reason);
    }

    private void say(PeerMessage message) {
        session.send(message);
    }

    /** Where no tracker can be told, the user sees it among the shares, and can stop it. */
    private void stopSharing(FileRef share) {
        workers.execute(() -> {
            try {
                trackers.stopShare(share);
            } catch (Refused e) {
                LOG.debugf("%s stays listed: %s", share, e.getMessage());
            }
        });
    }

    private final class Seeding implements SeedListener {

        @Override
        public void stopped(FileId file, String reason) {
            loop.execute(() -> shares.changed(file, reason));
        }

        @Override
        public void damaged(FileId file, String reason) {
            loop.execute(() -> shares.damaged(file, reason));
        }
    }

    /** What others know this peer by. */
    public Fingerprint fingerprint() {
        return engine.fingerprint();
    }

    /** The groups, the accounts and the files, as the trackers know them. */
    public TrackerClient trackers() {
        return trackers;
    }

    public EventLog events() {
        return events;
    }

    public LoggedIn logIn(String name, String password, boolean takeover, @Nullable String device) {
        String called = presence.logIn(name, password, takeover, device);
        news.awaitAttached(ATTACHED_WITHIN_SECONDS);
        return new LoggedIn(presence.requireUser(), news.address().orElse(null), shares(), called);
    }

    /** Sharing has stopped when this returns, even where no tracker could be told. */
    public void logOut() {
        presence.logOut();
    }

    public void deleteAccount(PasswordProof proof) {
        presence.deleteAccount(proof);
    }

    /** Begins to hash and share a file, or all below a folder, which goes on by itself. */
    public ShareJobInfo share(
            String group, String path, @Nullable String name, HashAlgorithm hash) {
        return shareJobs.begin(presence.requireUser(), group, path, name, hash);
    }

    public ShareJobInfo upload(long id) {
        return shareJobs.shown(id);
    }

    public void cancelUpload(long id) {
        shareJobs.cancel(id);
    }

    public List<OwnShare> shares() {
        shareWatch.lookAtAll();
        return sharesAsKnown();
    }

    /** With their numbers, for which a tracker is asked. */
    public List<OwnShare> sharesWithVersions() {
        Map<FileRef, Integer> versions = versions();
        return shares().stream()
                .map(share ->
                        share.withVersion(
                                versions.get(new FileRef(share.group(), share.file(), share.id()))))
                .toList();
    }

    /** So many of those after that one, or from the first on, as they were seen last. */
    public List<OwnShare> sharesAsKnown(@Nullable FileRef after, int most) {
        return loop.call(() -> shares.shown(after, most));
    }

    /** Another number whenever they are shown differently. */
    public long shareChanges() {
        return loop.call(shares::changes);
    }

    /** As they were when somebody looked last. */
    public List<OwnShare> sharesAsKnown() {
        return loop.call(shares::shown);
    }

    /** As far as a tracker can be asked. */
    private Map<FileRef, Integer> versions() {
        try {
            return news.tracker().isEmpty()
                    ? Map.of()
                    : trackers.shares().stream()
                            .collect(
                                    Collectors.toMap(
                                            each ->
                                                    new FileRef(
                                                            each.group(), each.file(), each.id()),
                                            ShareInfo::version,
                                            (one, _) -> one));
        } catch (Refused e) {
            return Map.of();
        }
    }

    public void stopShare(String group, String file) {
        presence.requireUser();
        if (!loop.call(() -> shares.dropUnknown(group, file))) {
            trackers.stopShare(group, file);
            loop.run(() -> shares.drop(group, file));
        }
    }

    /** Begins to download a file, or all below a folder, which goes on by itself. */
    public List<DownloadInfo> download(DownloadOrder order) {
        String user = presence.requireUser();
        news.awaitAttached(ATTACHED_WITHIN_SECONDS);
        return new DownloadStart(trackers, loop, shareWatch, downloads, looks, clock)
                .start(user, order);
    }

    /** What is in a folder of a group, or below a path in one. */
    public FolderContents folder(String group, String file, @Nullable Integer version) {
        presence.requireUser();
        return new FolderList(trackers, looks).list(group, file, version);
    }

    public List<DownloadInfo> downloads() {
        return loop.call(downloads::shown);
    }

    /**
     * How far a file has come, or all below a folder, whose name ends in '/', or all of a group.
     */
    public OrderProgress progress(String group, @Nullable String file) {
        return loop.call(() -> downloads.progress(group, file));
    }

    /** Who a download comes from, and which of its pieces are here. */
    public DownloadDetail downloadDetail(String group, String file) {
        return orElse(loop.call(() -> downloads.detail(group, file)), DownloadDetail.NOTHING);
    }

    public void pause(String group, String file) {
        presence.requireUser();
        loop.run(() -> downloads.pause(group, file));
    }

    public void resume(String group, String file, boolean force) {
        presence.requireUser();
        loop.run(() -> downloads.resume(group, file, force));
    }

    public DownloadInfo cancel(String group, String file) {
        presence.requireUser();
        return loop.call(() -> downloads.cancel(group, file));
    }

    public List<DownloadInfo> clearDownloads() {
        presence.requireUser();
        return loop.call(downloads::clear);
    }

    /** What is on its way to whom, by the names of the shares. */
    public List<SendingShown> sending() {
        List<Sending> sending = orElse(engine.sending(), List.of());
        return sending.isEmpty() ? List.of() : loop.call(() -> shares.named(sending));
    }

    public RateLimits limits() {
        return loop.call(() -> kept);
    }

    /** Where it says nothing of times of the day, these stay. */
    public void limit(RateLimits limits) {
        if (!limits.isSound()) {
            throw Refusal.BAD_REQUEST.because(
                    "A limit is 0 or more, and its time of the day as 08:00-18:00; %d times at most."
                            .formatted(RateLimits.MOST_TIMED));
        }
        loop.run(() -> {
            kept =
                    limits.timed() == null
                            ? new RateLimits(limits.up(), limits.down(), kept.timed())
                            : limits;
            library.keep(kept);
            applyLimits();
        });
    }

    /** Those of this time of the day. On the loop. */
    private void applyLimits() {
        RateLimits now = kept.at(LocalTime.now(clock.withZone(ZoneId.systemDefault())));
        if (!now.equals(inForce)) {
            inForce = now;
            engine.limits(now.up(), now.down());
        }
    }

    /** Asks every tracker how it is. */
    public List<TrackerState> trackerStates() {
        return new TrackerRoll(trackers, workers).call(news.tracker());
    }

    /** What kind of network this is, and why the file that may be named comes as it does. */
    public Diagnosis diagnose(@Nullable String group, @Nullable String file) {
        var doctor = new Doctor(trackers, mirrors, engine, loop, downloads);
        NetworkFound network = doctor.network(listen, news.tracker(), news.reachability());
        DownloadFound found = null;
        if (group != null && file != null) {
            presence.requireUser();
            found =
                    doctor.download(
                            group, file.replaceFirst("/$", ""), loop.call(() -> inForce).down());
        }
        return doctor.diagnosis(network, found);
    }

    public PeerStatus status() {
        return loop.call(() ->
                new PeerStatus(
                        presence.user().orElse(null),
                        home.path().toString(),
                        listen.toString(),
                        news.address().orElse(null),
                        trackerLines(),
                        news.tracker().isPresent(),
                        shares.served(),
                        downloads.moving(),
                        mapper.flatMap(Mapper::sentence).orElse(null),
                        presence.notice()
                                .or(() -> presence.user().flatMap(_ -> news.notice()))
                                .orElse(null)));
    }

    private List<String> trackerLines() {
        return Stream.concat(news.tracker().stream(), trackers.trackers().trackers().stream())
                .map(TrackerList.Entry::line)
                .distinct()
                .toList();
    }

    /** Stops in good order; who is logged in stays so, and the next peer here goes on. */
    @Override
    public void close() {
        vertx.cancelTimer(lookTimer);
        vertx.cancelTimer(positionTimer);
        vertx.cancelTimer(limitTimer);
        presence.close();
        mapper.ifPresent(Mapper::close);
        trackers.stop();
        shareJobs.close();
        holesToFetch.close();
        holesToServe.close();
        try {
            loop.run(downloads::stopAll);
            await(engine.stop());
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("the peer's connections did not end in order: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workers.shutdown();
            loop.close();
            home.close();
        }
    }

    private static HostPort started(Engine engine, HostPort wanted) throws IOException {
        try {
            return await(engine.start());
        } catch (ExecutionException e) {
            throw Refusal.CANNOT_LISTEN.because(
                    "The peer cannot listen on %s: %s. Name another address with --listen, or remove listen.txt in its folder to listen at all addresses."
                            .formatted(wanted, reason(e)));
        } catch (TimeoutException e) {
            throw new IOException("The peer has not begun to listen in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The peer was stopped before it listened.", e);
        }
    }

    private static String reason(ExecutionException e) {
        return Optional.ofNullable(e.getCause())
                .map(Throwable::getMessage)
                .orElse("no reason given");
    }

    private static <T> T orElse(Future<T> future, T late) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(late, PATIENCE_SECONDS, SECONDS)
                .join();
    }

    private static <T> T await(Future<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
    }
}
