package p2p.peer.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import p2p.peer.download.ActiveDownload;
import p2p.peer.download.Downloads;
import p2p.peer.engine.Engine;
import p2p.peer.event.EventLog;
import p2p.peer.fetch.AtRelay;
import p2p.peer.loop.Loop;
import p2p.peer.punch.Holes;
import p2p.peer.reach.Ways;
import p2p.peer.refusal.Refused;
import p2p.peer.share.Shares;
import p2p.peer.ticket.TicketCheck;
import p2p.peer.tracker.SessionListener;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.KnownFiles;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Knows;

/** What the tracker says, and what follows from it. On the peer's loop, but where it is said. */
public final class TrackerNews implements SessionListener {

    private final Loop loop;
    private final Executor workers;
    private final TrackerClient trackers;
    private final Engine engine;
    private final TicketCheck tickets;
    private final Shares shares;
    private final Downloads downloads;
    private final Position position;
    private final Holes holes;
    private final EventLog events;
    private final Consumer<PeerMessage> toTracker;
    private final Supplier<Optional<String>> user;
    private final BiConsumer<String, String> ended;

    private volatile CompletableFuture<Void> attached = new CompletableFuture<>();
    private volatile @Nullable Entry tracker;
    private volatile @Nullable String notice;
    private volatile boolean hasMirror;
    private volatile TrackerMessage.@Nullable Reachability reachability;

    public TrackerNews(
            Loop loop,
            Executor workers,
            TrackerClient trackers,
            Engine engine,
            TicketCheck tickets,
            Shares shares,
            Downloads downloads,
            Position position,
            Holes holes,
            EventLog events,
            Consumer<PeerMessage> toTracker,
            Supplier<Optional<String>> user,
            BiConsumer<String, String> ended) {
        this.loop = loop;
        this.workers = workers;
        this.trackers = trackers;
        this.engine = engine;
        this.tickets = tickets;
        this.shares = shares;
        this.downloads = downloads;
        this.position = position;
        this.holes = holes;
        this.events = events;
        this.toTracker = toTracker;
        this.user = user;
        this.ended = ended;
    }

    /** The tracker that the peer is attached to. On any thread. */
    public Optional<Entry> tracker() {
        return Optional.ofNullable(tracker);
    }

    /** The same, if it can say from which port this peer comes. On any thread. */
    public Optional<Entry> mirror() {
        return tracker().filter(_ -> hasMirror);
    }

    /** Where that tracker is. On any thread. */
    public Optional<String> address() {
        return tracker().map(attachedTo -> attachedTo.address().toString());
    }

    /** What the user should know. On any thread. */
    public Optional<String> notice() {
        return Optional.ofNullable(notice);
    }

    /** Whether that tracker could connect to this peer, if it has tried. On any thread. */
    public Optional<TrackerMessage.Reachability> reachability() {
        return Optional.ofNullable(reachability);
    }

    /** Waits until a tracker has taken the peer in, or the time is over. On no loop. */
    public void awaitAttached(long seconds) {
        attached.copy().completeOnTimeout(null, seconds, TimeUnit.SECONDS).join();
    }

    @Override
    public void attached(Entry newTracker, TrackerMessage.Welcome welcome) {
        hasMirror = welcome.mirror();
        tracker = newTracker;
        notice = null;
        tickets.clockIs(welcome.now());
        tickets.keysAre(welcome.keys());
        revoke(welcome.revocations());
        position.seenAt(welcome.seen());
        Optional<Knows> knows = Optional.ofNullable(welcome.knows());
        Optional<String> attachedUser = user.get();
        Set<FileRef> listed = shares.listed();
        if (isKnown(knows.map(Knows::shares), KnownFiles.shares(shares.known()))) {
            sayAll(attachedUser, listed, Optional.empty(), knows);
        } else {
            workers.execute(() -> {
                Optional<List<ShareInfo>> known = knownShares();
                loop.execute(() -> sayAll(attachedUser, listed, known, knows));
            });
        }
        events.add("attached", "Attached to the tracker at " + newTracker.address() + ".");
    }

    /** Whether the tracker knows it as it is here. */
    private static boolean isKnown(Optional<String> there, String here) {
        return there.filter(here::equals).isPresent();
    }

    /** What the trackers know of the user's shares; empty where none of them says it. */
    private Optional<List<ShareInfo>> knownShares() {
        try {
            return Optional.of(trackers.shares());
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    private void sayAll(
            Optional<String> attachedUser,
            Set<FileRef> listed,
            Optional<List<ShareInfo>> known,
            Optional<Knows> knows) {
        if (attachedUser.isEmpty() || !attachedUser.equals(user.get())) {
            return;
        }
        known.ifPresent(them -> shares.compare(listed, them));
        Map<FileRef, Boolean> served = shares.servedFiles();
        downloads.served().forEach(part -> served.put(part, false));
        String hash = KnownFiles.served(served);
        if (isKnown(knows.map(Knows::served), hash)) {
            toTracker.accept(new PeerMessage.ServeAsBefore(hash));
        } else {
            shares.sayAll();
            downloads.sayPieces();
        }
        downloads.sayWanted();
        attached.complete(null);
    }

    @Override
    public void lost(String reason) {
        gone();
        events.add("lost", reason);
    }

    @Override
    public void ended(String token, String reason) {
        gone();
        ended.accept(token, reason);
    }

    void gone() {
        tracker = null;
        reachability = null;
        if (attached.isDone()) {
            attached = new CompletableFuture<>();
        }
    }

    @Override
    public void heard(TrackerMessage message) {
        switch (message) {
            case TrackerMessage.Revoked revoked -> revoke(List.of(revoked));
            case TrackerMessage.Keys keys -> tickets.keysAre(keys.keys());
            case TrackerMessage.Seeders m -> with(m.file(), d -> d.seedersAre(m.seeders()));
            case TrackerMessage.SeederJoined m -> with(m.file(), d -> d.joined(m.seeder()));
            case TrackerMessage.SeederLeft m -> with(m.file(), d -> d.left(m.fingerprint()));
            case TrackerMessage.UncheckedSeeders m ->
                    with(m.file(), d -> d.uncheckedAre(m.seeders()));
            case TrackerMessage.UncheckedJoined m ->
                    with(m.file(), d -> d.uncheckedJoined(m.seeder()));
            case TrackerMessage.RelayedSeeders m -> with(m.file(), d -> d.relayedAre(m.seeders()));
            case TrackerMessage.RelayedJoined m -> with(m.file(), d -> d.relayedJoined(m.seeder()));
            case TrackerMessage.Way m ->
                    with(m.file(), d -> d.way(m.fingerprint(), new AtRelay(m.relay(), m.pass())));
            case TrackerMessage.NoWay m -> with(m.file(), d -> d.noWay(m));
            case TrackerMessage.Dial m -> engine.dial(m.relay(), m.pass(), m.user());
            case TrackerMessage.PunchAsked m -> punch(m);
            case TrackerMessage.PunchNow m ->
                    with(m.file(), d -> d.punchNow(m.fingerprint(), mayLead(m.addresses())));
            case TrackerMessage.NewTicket m ->
                    with(m.file(), d -> d.ticket(m.ticket(), m.expires()));
            case TrackerMessage.WantRefused m -> downloads.refused(m);
            case TrackerMessage.ServeRefused m -> shares.refused(m.file(), m.reason());
            case TrackerMessage.Reachability m -> reachability(m);
            case TrackerMessage.GroupEvent m -> inGroup(m);
            case TrackerMessage.Welcome _,
                    TrackerMessage.Goodbye _,
                    TrackerMessage.Ended _,
                    TrackerMessage.Ack _,
                    TrackerMessage.Ping _,
                    TrackerMessage.Pong _ ->
                    throw new IllegalStateException("the session deals with this itself");
        }
    }

    /** Nothing comes of it where the tracker cannot say how the outside sees this peer. */
    private void punch(TrackerMessage.PunchAsked asked) {
        List<HostPort> at = mayLead(asked.addresses());
        if (!at.isEmpty()) {
            holes.open()
                    .ifPresent(opening ->
                            opening.onSuccess(hole -> {
                                toTracker.accept(
                                        new PeerMessage.PunchReady(asked.pass(), hole.ports()));
                                engine.punch(hole, at, asked.user());
                            }));
        }
    }

    private List<HostPort> mayLead(List<HostPort> addresses) {
        return addresses.stream()
                .filter(address -> Ways.mayLead(address, engine.standpoint()))
                .limit(PeerMessage.Punch.MOST_PORTS)
                .toList();
    }

    private void with(FileRef file, Consumer<ActiveDownload> news) {
        downloads.running(file).ifPresent(news);
    }

    /** New connections first, so that none slips in between. */
    private void revoke(List<TrackerMessage.Revoked> revocations) {
        tickets.revoke(revocations);
        for (TrackerMessage.Revoked revoked : revocations) {
            engine.revoke(
                    claims -> TicketCheck.concerns(revoked, claims),
                    "The ticket has been revoked.");
        }
    }

    private void reachability(TrackerMessage.Reachability message) {
        reachability = message;
        if (message.reachable()) {
            notice = null;
        } else {
            String sentence = whoCan(message.relay()) + message.reason();
            if (message.relay()) {
                toTracker.accept(new PeerMessage.Relayable());
            }
            notice = sentence;
            events.add("unreachable", sentence);
        }
    }

    private String whoCan(boolean byRelay) {
        if (byRelay) {
            return "Others outside this network may need a relay to download from this peer: ";
        }
        return position.isTold()
                ? "Others outside this network may be unable to download from this peer: "
                : "Others cannot download from this peer: ";
    }

    /** The user may be in the group again before this was heard; what was shared then is gone. */
    private void leaveUnlessMember(String group, String reason) {
        Optional<String> concerned = user.get();
        Set<FileRef> listed = shares.listed();
        workers.execute(() -> {
            Optional<List<ShareInfo>> known = knownShares();
            Optional<Boolean> member = isMember(group);
            loop.execute(() -> {
                if (concerned.equals(user.get()) && known.isPresent() && member.isPresent()) {
                    shares.compare(listed, known.get());
                    if (!member.get()) {
                        shares.dropGroup(group);
                        downloads.failGroup(group, reason);
                    }
                }
            });
        });
    }

    /** Empty where no tracker says it; whoever attaches again hears of it then. */
    private Optional<Boolean> isMember(String group) {
        try {
            return Optional.of(
                    trackers.ownGroups().stream().anyMatch(g -> g.group().equals(group)));
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    /** The user may have shared it again before this was heard. */
    private void dropUnlessShared(FileRef ref) {
        workers.execute(() -> {
            Optional<List<ShareInfo>> known = knownShares();
            if (known.isPresent() && known.get().stream().noneMatch(share -> isOf(share, ref))) {
                loop.execute(() -> shares.drop(ref));
            }
        });
    }

    private static boolean isOf(ShareInfo share, FileRef ref) {
        return ref.equals(new FileRef(share.group(), share.file(), share.id()));
    }

    private void inGroup(TrackerMessage.GroupEvent event) {
        String text = GroupSentence.of(event);
        String file = event.file();
        boolean isMe = user.get().filter(me -> me.equals(event.user())).isPresent();
        switch (event.happening()) {
            case REMOVED, LEFT, GONE -> {
                if (isMe) {
                    leaveUnlessMember(event.group(), text);
                }
            }
            case UNSHARED -> {
                if (isMe && file != null) {
                    shares.find(event.group(), file).stream()
                            .filter(ref -> event.id() == null || event.id().equals(ref.id()))
                            .forEach(this::dropUnlessShared);
                }
            }
            case SHARED, VERSION -> {
                if (file != null) {
                    downloads.shared(event.group(), file);
                }
            }
            case REQUESTED, WITHDRAWN, ACCEPTED, REJECTED, OWNER, ROLE, UNKNOWN -> {
                /* nothing that this peer keeps changes by it */
            }
        }
        events.add(event.event(), event.group(), event.user(), file, text);
    }
}
