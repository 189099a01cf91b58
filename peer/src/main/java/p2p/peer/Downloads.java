package p2p.peer;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PartFile;
import p2p.peer.disk.SharedFile;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.KeptDownload.Stage;
import p2p.peer.tracker.Refused;
import p2p.peer.transfer.Engine;
import p2p.protocol.api.Problem;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;

/** The user's downloads. On the peer's loop alone. */
final class Downloads implements ActiveDownload.Owner {

    /** So many are on their way at once, besides those that nobody has just now. */
    static final int MOST_MOVING = 48;

    /** A tracker takes so many wishes from one peer, with some to spare. */
    private static final int MOST_ACTIVE = 900;

    private static final String NOBODY_SHARES = Problem.TYPE_PREFIX + "no-such-file";

    private final Loop loop;
    private final Engine engine;
    private final Tickets tickets;
    private final Shares shares;
    private final DownloadNotices toTracker;
    private final EventLog events;
    private final DownloadBook kept;
    private final Map<Place, ActiveDownload> active = new HashMap<>();

    /** So that what is resumed goes on at once, also while no tracker can say who has it. */
    private final Map<FileRef, ActiveDownload.Known> ended = new HashMap<>();

    /** What the engine still closes; a download begins again only once that is done. */
    private final Map<Place, Future<Void>> closing = new HashMap<>();

    /** Whose downloads go on; null while nobody is logged in. */
    private String user;

    Downloads(
            Loop loop,
            DownloadBook kept,
            Engine engine,
            Tickets tickets,
            Shares shares,
            Consumer<PeerMessage> toTracker,
            EventLog events) {
        this.loop = loop;
        this.kept = kept;
        this.engine = engine;
        this.tickets = tickets;
        this.shares = shares;
        this.toTracker = new DownloadNotices(toTracker);
        this.events = events;
    }

    /** Goes on with what was under way when this user was here last. */
    void bringBack(String newUser) {
        user = newUser;
        kept.open(user);
        beginNext();
    }

    /** Begins a new download; the tracker has said who serves it. */
    DownloadInfo start(KeptDownload download, List<Seeder> seeders, byte[] ticket) {
        if (!download.user().equals(user)) {
            throw Refused.notLoggedIn("'" + download.user() + "' has logged out meanwhile.");
        }
        Place place = Place.of(download.ref());
        kept.add(download);
        begin(place);
        ActiveDownload begun = active.get(place);
        if (begun != null) {
            begun.ticket(ticket);
            begun.seedersAre(seeders);
        }
        return shown(place);
    }

    /** One that is on its way, or waits for its turn. */
    Optional<DownloadInfo> underWay(String group, String file) {
        Place place = new Place(group, file);
        return Optional.ofNullable(kept.get(place))
                .filter(download -> download.stage() == Stage.ACTIVE)
                .map(_ -> shown(place));
    }

    private void begin(Place place) {
        KeptDownload download = kept.get(place);
        if (download == null || !isWaiting(download) || isFull()) {
            return;
        }
        Future<Void> before = closing.get(place);
        if (before != null) {
            before.onComplete(_ -> loop.execute(() -> begin(place)));
            return;
        }
        tickets.offer(download.group(), download.id());
        var begun = new ActiveDownload(download, engine, loop, this);
        active.put(place, begun);
        Optional.ofNullable(ended.remove(download.ref())).ifPresent(begun::goOnWith);
        toTracker.wanted(download.ref());
    }

    private boolean isWaiting(KeptDownload download) {
        return user != null
                && download.stage() == Stage.ACTIVE
                && !active.containsKey(Place.of(download.ref()));
    }

    private boolean isFull() {
        return active.size() >= MOST_ACTIVE
                || active.values().stream().filter(ActiveDownload::mayMove).count() >= MOST_MOVING;
    }

    /** Those that wait for their turn, in the order in which they were asked for. */
    private void beginNext() {
        kept.all().forEach(download -> begin(Place.of(download.ref())));
    }

    /** Tells the tracker all there is to know, as one does after attaching. */
    void sayAll() {
        active.values().forEach(toTracker::all);
    }

    void pause(String group, String file) {
        end(kept.findUnderWay(group, file), Stage.PAUSED, null);
    }

    void resume(String group, String file) {
        Place place = kept.findIncomplete(group, file);
        KeptDownload download = kept.get(place);
        if (download.stage() != Stage.ACTIVE) {
            kept.keep(download.at(Stage.ACTIVE, download.have(), null));
            begin(place);
        }
    }

    void cancel(String group, String file) {
        Place place = kept.find(group, file);
        KeptDownload download = kept.remove(place);
        ended.remove(download.ref());
        ActiveDownload running = active.remove(place);
        if (running != null) {
            letGo(running, running.cancel());
            beginNext();
        } else if (download.stage() != Stage.COMPLETE) {
            closing.getOrDefault(place, Future.succeededFuture())
                    .onComplete(_ -> loop.execute(() -> discard(place, download)));
        }
    }

    private void discard(Place place, KeptDownload download) {
        if (kept.get(place) != null) {
            return; // it was started anew meanwhile
        }
        try {
            PartFile.discard(download.place());
        } catch (DiskTrouble e) {
            tell("trouble", download.ref(), e.getMessage());
        }
    }

    /** Stops all for now; what was under way goes on when the user is back. */
    void stopAll() {
        user = null;
        for (Place place : List.copyOf(active.keySet())) {
            kept.keep(kept.get(place).at(Stage.ACTIVE, stop(place), null));
        }
        ended.clear();
    }

    /** Removes what there is of those that are not complete, and shows none any more. */
    void cancelAll() {
        user = null;
        for (KeptDownload download : kept.all()) {
            cancel(download.group(), download.file());
        }
    }

    void failGroup(String group, String reason) {
        for (KeptDownload download : kept.all()) {
            if (download.group().equals(group) && download.stage() != Stage.COMPLETE) {
                settle(Place.of(download.ref()), Stage.FAILED, reason);
            }
        }
        beginNext();
    }

    /** Where nobody shares the file for now, the download waits until somebody does. */
    void refused(TrackerMessage.WantRefused refusal) {
        running(refusal.file())
                .ifPresent(running -> {
                    if (refusal.type().equals(NOBODY_SHARES)) {
                        running.nobodyShares();
                        tell("waiting", refusal.file(), refusal.reason());
                    } else {
                        end(Place.of(refusal.file()), Stage.FAILED, refusal.reason());
                        tell("failed", refusal.file(), refusal.reason());
                    }
                });
    }

    private void tell(String event, FileRef about, String sentence) {
        events.add(event, about.group(), null, about.file(), sentence);
    }

    void shared(String group, String file) {
        ActiveDownload running = active.get(new Place(group, file));
        if (running != null && running.isSharedByNobody()) {
            toTracker.all(running);
        }
    }

    private void end(Place place, Stage stage, String reason) {
        settle(place, stage, reason);
        beginNext();
    }

    private void settle(Place place, Stage stage, String reason) {
        KeptDownload download = kept.get(place);
        long have = active.containsKey(place) ? stop(place) : download.have();
        kept.keep(download.at(stage, have, reason));
    }

    /** What there is of it. */
    private long stop(Place place) {
        ActiveDownload running = active.remove(place);
        long have = running.have();
        ended.put(running.kept().ref(), running.known());
        letGo(running, running.stop());
        return have;
    }

    /** Lets go of what is closing: nobody is to fetch from it, nor to be asked for it. */
    private void letGo(ActiveDownload running, Future<Void> closed) {
        FileRef ref = running.kept().ref();
        Place place = Place.of(ref);
        withdraw(running);
        closing.put(place, closed);
        closed.onComplete(_ ->
                loop.execute(() -> {
                    closing.remove(place, closed);
                    shares.serveAgain(ref.id());
                }));
    }

    private void withdraw(ActiveDownload running) {
        FileRef ref = running.kept().ref();
        tickets.withdraw(ref.group(), ref.id());
        toTracker.over(running);
    }

    /** The download of this very file that is under way. */
    Optional<ActiveDownload> running(FileRef ref) {
        return Optional.ofNullable(active.get(Place.of(ref)))
                .filter(running -> running.kept().ref().equals(ref));
    }

    private boolean isCurrent(ActiveDownload download) {
        return active.get(Place.of(download.kept().ref())) == download;
    }

    @Override
    public void hasPieces(ActiveDownload download) {
        if (isCurrent(download)) {
            toTracker.somePieces(download);
        }
    }

    @Override
    public void nobodyThere(ActiveDownload download) {
        if (isCurrent(download)) {
            beginNext();
        }
    }

    @Override
    public void completed(ActiveDownload download, SharedFile file) {
        if (!isCurrent(download)) {
            return;
        }
        KeptDownload done = download.kept();
        active.remove(Place.of(done.ref()));
        toTracker.complete(done.ref());
        kept.keep(done.at(Stage.COMPLETE, done.manifest().size(), null));
        try {
            shares.add(done.asShare(file.path(), file.stamp()));
        } catch (HomeTrouble e) {
            withdraw(download);
            engine.stopServing(done.id(), "The file is not shared.");
            shares.serveAgain(done.id());
            tell("trouble", done.ref(), "It is not shared from here: " + e.getMessage());
        }
        beginNext();
        tell(
                "complete",
                done.ref(),
                "'%s' of '%s' is complete: %s.".formatted(done.file(), done.group(), done.path()));
    }

    @Override
    public void stuck(ActiveDownload download, String reason) {
        if (isCurrent(download)) {
            FileRef ref = download.kept().ref();
            end(Place.of(ref), Stage.PAUSED, reason);
            tell("paused", ref, reason);
        }
    }

    @Override
    public void banned(ActiveDownload download, Fingerprint peer, String reason) {
        FileRef ref = download.kept().ref();
        toTracker.banned(ref, peer, reason);
        tell("banned", ref, reason);
    }

    List<DownloadInfo> shown() {
        return kept.all().stream().map(download -> shown(Place.of(download.ref()))).toList();
    }

    private DownloadInfo shown(Place place) {
        ActiveDownload running = active.get(place);
        if (running != null) {
            return running.shown();
        }
        return StandingDownload.shown(kept.get(place), user != null);
    }

    Map<Fingerprint, Long> sources(String group, String file) {
        ActiveDownload running = active.get(new Place(group, file));
        return running == null ? Map.of() : running.sources();
    }

    int moving() {
        return active.size();
    }
}
