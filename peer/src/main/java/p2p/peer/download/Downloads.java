package p2p.peer.download;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.Shared;
import p2p.peer.engine.Engine;
import p2p.peer.event.EventLog;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.KeptShare;
import p2p.peer.library.NameInGroup;
import p2p.peer.loop.Loop;
import p2p.peer.order.DownloadState;
import p2p.peer.punch.Hole;
import p2p.peer.punch.Holes;
import p2p.peer.refusal.Refusal;
import p2p.peer.share.Shares;
import p2p.peer.ticket.TicketCheck;
import p2p.protocol.api.Problem;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;

/** The user's downloads. On the peer's loop alone. */
public final class Downloads implements ActiveDownload.Owner {

    private final Loop loop;
    private final Engine engine;
    private final TicketCheck tickets;
    private final Shares shares;
    private final Holes holes;
    private final DownloadNotices toTracker;
    private final EventLog events;
    private final DownloadBook kept;
    private final Turns turns = new Turns();
    private final Map<NameInGroup, ActiveDownload> active = new HashMap<>();

    /** So that what begins goes on at once, also while no tracker can say who has it. */
    private final Map<FileRef, ActiveDownload.Known> known = new HashMap<>();

    /** What the engine still closes; a download begins again only once that is done. */
    private final Map<NameInGroup, Future<Void>> closing = new HashMap<>();

    /** Whose downloads go on; null while nobody is logged in. */
    private @Nullable String user;

    public Downloads(
            Loop loop,
            DownloadBook kept,
            Engine engine,
            TicketCheck tickets,
            Shares shares,
            Holes holes,
            Consumer<PeerMessage> toTracker,
            EventLog events) {
        this.loop = loop;
        this.kept = kept;
        this.engine = engine;
        this.tickets = tickets;
        this.shares = shares;
        this.holes = holes;
        this.toTracker = new DownloadNotices(toTracker);
        this.events = events;
    }

    /** Goes on with what was under way when this user was here last. */
    public void bringBack(String newUser) {
        user = newUser;
        kept.open(newUser);
        turns.allLeave();
        kept.all().forEach(download -> queue(NameInGroup.of(download.ref())));
    }

    /** Begins a new download; the tracker has said who serves it. */
    public DownloadInfo start(
            KeptDownload download, List<Seeder> seeders, byte[] ticket, Instant ticketUntil) {
        if (!download.user().equals(user)) {
            throw Refusal.NOT_LOGGED_IN.because(
                    "'" + download.user() + "' has logged out meanwhile.");
        }
        NameInGroup name = NameInGroup.of(download.ref());
        Optional<KeptDownload> before = kept.get(name);
        if (before.isPresent() && isTheSameUnderWay(before.get(), download)) {
            return shown(before.get());
        }
        kept.add(download);
        before.filter(other -> isUnfinishedOther(other, download)).ifPresent(this::discard);
        var given = Optional.of(new ActiveDownload.LastTicket(ticket, ticketUntil));
        known.put(download.ref(), new ActiveDownload.Known(seeders, given));
        queue(name);
        known.remove(download.ref());
        ActiveDownload begun = active.get(name);
        if (begun != null) {
            begun.seedersAre(seeders);
        }
        return shown(download);
    }

    private static boolean isTheSameUnderWay(KeptDownload before, KeptDownload now) {
        return before.state() == DownloadState.DOWNLOADING
                && before.id().equals(now.id())
                && before.order().place().equals(now.order().place())
                && Objects.equals(before.order().part(), now.order().part());
    }

    private static boolean isUnfinishedOther(KeptDownload before, KeptDownload now) {
        return before.state() != DownloadState.COMPLETE && !before.id().equals(now.id());
    }

    /** Once it is closed, and before another begins. */
    private void discard(KeptDownload replaced) {
        Future<Void> closed = closing.get(NameInGroup.of(replaced.ref()));
        if (closed == null) {
            kept.discardReplaced(replaced);
        } else {
            closed.onComplete(_ -> loop.execute(() -> kept.discardReplaced(replaced)));
        }
    }

    /** One that is on its way, or waits for its turn. */
    Optional<DownloadInfo> underWay(FileRef ref) {
        return kept.get(NameInGroup.of(ref))
                .filter(download -> download.id().equals(ref.id()))
                .filter(download -> download.state() == DownloadState.DOWNLOADING)
                .map(this::shown);
    }

    /** It waits for its turn from now on; what is still being closed, once that is done. */
    private void queue(NameInGroup name) {
        Optional<KeptDownload> download =
                kept.get(name).filter(d -> d.state() == DownloadState.DOWNLOADING);
        if (user == null || download.isEmpty() || active.containsKey(name)) {
            return;
        }
        Future<Void> before = closing.get(name);
        if (before == null) {
            turns.waits(download.get());
            beginNext();
        } else {
            before.onComplete(_ -> loop.execute(() -> queue(name)));
        }
    }

    /** Those that wait for their turn, in the order in which they were asked for. */
    private void beginNext() {
        for (var next = turns.next(); next.isPresent(); next = turns.next()) {
            begin(next.get());
        }
    }

    private void begin(NameInGroup name) {
        KeptDownload download = kept.require(name);
        tickets.offer(download.group(), download.id());
        var begun =
                new ActiveDownload(
                        download,
                        kept.treePlace(download),
                        shares.earlier(download.ref()),
                        engine,
                        loop,
                        this);
        active.put(name, begun);
        Optional.ofNullable(known.remove(download.ref())).ifPresent(begun::goOnWith);
        toTracker.wanted(begun);
    }

    /** How much of it is there already, so that the disk need not have room for that. */
    long have(FileRef ref, Path place) {
        return kept.get(NameInGroup.of(ref))
                .filter(download -> download.id().equals(ref.id()))
                .filter(download -> download.order().place().equals(place))
                .map(this::shown)
                .map(DownloadInfo::have)
                .orElse(0L);
    }

    /** Tells the tracker what is wanted, as one does after attaching. */
    public void sayWanted() {
        active.values().forEach(toTracker::wanted);
    }

    /** Tells the tracker what there is of it. */
    public void sayPieces() {
        withPieces().forEach(toTracker::somePieces);
    }

    /** Of one that is not under way nothing more is known than the list says. */
    public Future<DownloadDetail> detail(String group, String file) {
        return running(kept.require(new NameInGroup(group, file)).ref())
                .map(ActiveDownload::detail)
                .orElse(Future.succeededFuture(DownloadDetail.NOTHING));
    }

    /** Those of which there is something that others can fetch. */
    public List<FileRef> served() {
        return withPieces().map(download -> download.kept().ref()).toList();
    }

    private Stream<ActiveDownload> withPieces() {
        return active.values().stream().filter(ActiveDownload::hasSomePieces);
    }

    public void pause(String group, String file) {
        KeptDownload download = kept.requireUnderWay(new NameInGroup(group, file));
        settle(download, DownloadState.PAUSED, null);
        beginNext();
    }

    /**
     * With {@code force} it overwrites from now on what is in its way; one that moves already does
     * not.
     */
    public void resume(String group, String file, boolean force) {
        NameInGroup name = new NameInGroup(group, file);
        KeptDownload download = kept.requireIncomplete(name);
        KeptDownload meant = force ? download.forced() : download;
        if (download.state() != DownloadState.DOWNLOADING) {
            kept.keep(meant.at(DownloadState.DOWNLOADING, download.have(), null));
            queue(name);
        } else if (force && !active.containsKey(name)) {
            kept.keep(meant);
        }
    }

    /** Says what there was; what is complete only leaves the list. */
    public DownloadInfo cancel(String group, String file) {
        NameInGroup name = new NameInGroup(group, file);
        KeptDownload download = kept.require(name);
        DownloadInfo cancelled = shown(download);
        kept.remove(download);
        turns.leaves(download);
        known.remove(download.ref());
        ActiveDownload running = active.remove(name);
        if (running != null) {
            letGo(running, running.cancel());
            beginNext();
        } else if (download.state() != DownloadState.COMPLETE) {
            closing.getOrDefault(name, Future.succeededFuture())
                    .onComplete(_ -> loop.execute(() -> kept.discard(download)));
        }
        return cancelled;
    }

    /** Takes what is complete off the list, and says what that was. */
    public List<DownloadInfo> clear() {
        return kept.all().stream()
                .filter(download -> download.state() == DownloadState.COMPLETE)
                .map(download -> cancel(download.group(), download.file()))
                .toList();
    }

    /** Stops all for now; what was under way goes on when the user is back. */
    public void stopAll() {
        user = null;
        for (ActiveDownload running : List.copyOf(active.values())) {
            KeptDownload download = kept.require(NameInGroup.of(running.kept().ref()));
            kept.keep(
                    download.withTaken(running.taken())
                            .at(DownloadState.DOWNLOADING, stop(running), null));
        }
        turns.allLeave();
        known.clear();
    }

    /** Removes what there is of those that are not complete, and shows none any more. */
    public void cancelAll() {
        user = null;
        turns.allLeave();
        kept.all().forEach(download -> cancel(download.group(), download.file()));
    }

    public void failGroup(String group, String reason) {
        for (KeptDownload download : kept.all()) {
            if (download.group().equals(group) && download.state() != DownloadState.COMPLETE) {
                settle(download, DownloadState.FAILED, reason);
            }
        }
        beginNext();
    }

    /** Where nobody shares the file for now, the download waits until somebody does. */
    public void refused(TrackerMessage.WantRefused refusal) {
        running(refusal.file())
                .ifPresent(running -> {
                    if (refusal.problem().equals(Problem.NO_SUCH_FILE)) {
                        running.nobodyShares();
                        tell("waiting", refusal.file(), refusal.reason());
                    } else {
                        end(NameInGroup.of(refusal.file()), DownloadState.FAILED, refusal.reason());
                        tell("failed", refusal.file(), refusal.reason());
                    }
                });
    }

    private void tell(String event, FileRef about, String sentence) {
        events.add(event, about.group(), about.file(), sentence);
    }

    public void shared(String group, String file) {
        ActiveDownload running = active.get(new NameInGroup(group, file));
        if (running != null && running.isSharedByNobody()) {
            toTracker.all(running);
        }
    }

    private void end(NameInGroup name, DownloadState state, String reason) {
        settle(kept.require(name), state, reason);
        beginNext();
    }

    private void settle(KeptDownload download, DownloadState state, @Nullable String reason) {
        ActiveDownload running = active.get(NameInGroup.of(download.ref()));
        turns.leaves(download);
        kept.keep(
                running == null
                        ? download.at(state, download.have(), reason)
                        : download.withTaken(running.taken()).at(state, stop(running), reason));
    }

    /** What there is of it. */
    private long stop(ActiveDownload running) {
        active.remove(NameInGroup.of(running.kept().ref()));
        long have = running.have();
        known.put(running.kept().ref(), running.known());
        letGo(running, running.stop());
        return have;
    }

    /** Lets go of what is closing: nobody is to fetch from it, nor to be asked for it. */
    private void letGo(ActiveDownload running, Future<Void> closed) {
        FileRef ref = running.kept().ref();
        NameInGroup name = NameInGroup.of(ref);
        withdraw(running);
        closing.put(name, closed);
        closed.onComplete(_ ->
                loop.execute(() -> {
                    closing.remove(name, closed);
                    shares.serveAgain(ref.id());
                }));
    }

    private void withdraw(ActiveDownload running) {
        FileRef ref = running.kept().ref();
        tickets.withdraw(ref.group(), ref.id());
        toTracker.over(running);
    }

    /** The download of this very file that is under way. */
    public Optional<ActiveDownload> running(FileRef ref) {
        return Optional.ofNullable(active.get(NameInGroup.of(ref)))
                .filter(running -> running.kept().ref().equals(ref));
    }

    private boolean isCurrent(ActiveDownload download) {
        return active.get(NameInGroup.of(download.kept().ref())) == download;
    }

    @Override
    public void hasPieces(ActiveDownload download) {
        if (isCurrent(download)) {
            toTracker.somePieces(download);
        }
    }

    @Override
    public void moves(ActiveDownload download, boolean moves) {
        if (isCurrent(download)) {
            turns.moves(NameInGroup.of(download.kept().ref()), moves);
            beginNext();
        }
    }

    @Override
    public void meet(ActiveDownload download, Fingerprint seeder) {
        if (isCurrent(download)) {
            toTracker.meet(download.kept().ref(), seeder);
        }
    }

    @Override
    public void punch(ActiveDownload download, Fingerprint seeder) {
        holes.open()
                .ifPresentOrElse(
                        opening ->
                                opening.onComplete(opened ->
                                        loop.execute(() -> punch(download, seeder, opened))),
                        () -> download.notPunched(seeder, !holes.areThere()));
    }

    private void punch(ActiveDownload download, Fingerprint seeder, AsyncResult<Hole> opened) {
        if (opened.failed()) {
            download.cannotPunch(seeder);
        } else if (isCurrent(download)) {
            download.opened(seeder, opened.result());
            toTracker.punch(download.kept().ref(), seeder, opened.result().ports());
        } else {
            opened.result().close();
        }
    }

    @Override
    public void completed(ActiveDownload download, Shared file, int staying) {
        if (!isCurrent(download)) {
            return;
        }
        KeptDownload done = download.kept();
        active.remove(NameInGroup.of(done.ref()));
        turns.leaves(done);
        toTracker.complete(done.ref());
        Optional<String> stays = stays(staying);
        kept.keep(
                done.withTaken(download.taken())
                        .at(DownloadState.COMPLETE, done.size(), stays.orElse(null)));
        share(download, done.asShare(file));
        beginNext();
        tell(
                "complete",
                done.ref(),
                "'%s' of '%s' is complete: %s.%s"
                        .formatted(
                                done.file(),
                                done.group(),
                                done.order().destination(),
                                stays.map(sentence -> " " + sentence).orElse("")));
    }

    /** Nobody's files are deleted because somebody else has deleted theirs. */
    private static Optional<String> stays(int files) {
        return switch (files) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("1 file that only the version before had stays there.");
            default -> Optional.of(files + " files that only the version before had stay there.");
        };
    }

    private void share(ActiveDownload download, KeptShare share) {
        if (share.pieces().filter(BitSet::isEmpty).isPresent()) {
            doNotShare(download);
            return;
        }
        try {
            shares.add(share);
        } catch (HomeTrouble e) {
            doNotShare(download);
            tell("trouble", share.ref(), "It is not shared from here: " + e.getMessage());
        }
    }

    private void doNotShare(ActiveDownload download) {
        withdraw(download);
        engine.stopServing(download.kept().id(), "The file is not shared.");
        shares.serveAgain(download.kept().id());
    }

    @Override
    public void stuck(ActiveDownload download, String reason) {
        if (isCurrent(download)) {
            FileRef ref = download.kept().ref();
            end(NameInGroup.of(ref), DownloadState.PAUSED, reason);
            tell("paused", ref, reason);
        }
    }

    @Override
    public void banned(ActiveDownload download, Fingerprint peer, String reason) {
        FileRef ref = download.kept().ref();
        toTracker.banned(ref, peer, reason);
        tell("banned", ref, reason);
    }

    /** Of a file, of all below a folder, whose name ends in '/', or of all in the group. */
    public OrderProgress progress(String group, @Nullable String file) {
        return OrderProgress.of(kept.of(group, file).map(this::shown).toList());
    }

    public List<DownloadInfo> shown() {
        return kept.all().stream().map(this::shown).toList();
    }

    private DownloadInfo shown(KeptDownload download) {
        ActiveDownload running = active.get(NameInGroup.of(download.ref()));
        if (running != null) {
            return running.shown();
        }
        return StandingDownload.shown(download, user != null);
    }

    public int moving() {
        return active.size();
    }
}
