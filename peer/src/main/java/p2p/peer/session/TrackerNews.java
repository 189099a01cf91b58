package p2p.peer.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import p2p.peer.download.ActiveDownload;
import p2p.peer.download.Downloads;
import p2p.peer.engine.Engine;
import p2p.peer.event.EventLog;
import p2p.peer.loop.Loop;
import p2p.peer.refusal.Refused;
import p2p.peer.share.Shares;
import p2p.peer.ticket.TicketCheck;
import p2p.peer.tracker.SessionListener;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.TrackerMessage;

/** What the tracker says, and what follows from it. On the peer's loop, but where it is said. */
public final class TrackerNews implements SessionListener {

    private final Loop loop;
    private final Executor workers;
    private final TrackerClient trackers;
    private final Engine engine;
    private final TicketCheck tickets;
    private final Shares shares;
    private final Downloads downloads;
    private final EventLog events;
    private final Supplier<String> user;
    private final Consumer<String> ended;

    private volatile CompletableFuture<Void> attached = new CompletableFuture<>();
    private volatile Entry tracker;
    private volatile String notice;

    public TrackerNews(
            Loop loop,
            Executor workers,
            TrackerClient trackers,
            Engine engine,
            TicketCheck tickets,
            Shares shares,
            Downloads downloads,
            EventLog events,
            Supplier<String> user,
            Consumer<String> ended) {
        this.loop = loop;
        this.workers = workers;
        this.trackers = trackers;
        this.engine = engine;
        this.tickets = tickets;
        this.shares = shares;
        this.downloads = downloads;
        this.events = events;
        this.user = user;
        this.ended = ended;
    }

    /** The tracker that the peer is attached to, or null. On any thread. */
    public Entry tracker() {
        return tracker;
    }

    /** Where that tracker is, or null. On any thread. */
    public String address() {
        Entry attachedTo = tracker;
        return attachedTo == null ? null : attachedTo.address().toString();
    }

    /** What the user should know, or null. On any thread. */
    public String notice() {
        return notice;
    }

    /** Waits until a tracker has taken the peer in, or the time is over. On no loop. */
    public void awaitAttached(long seconds) {
        attached.copy().completeOnTimeout(null, seconds, TimeUnit.SECONDS).join();
    }

    @Override
    public void attached(Entry newTracker, TrackerMessage.Welcome welcome) {
        tracker = newTracker;
        notice = null;
        tickets.clockIs(welcome.now());
        tickets.keysAre(welcome.keys());
        revoke(welcome.revocations());
        String attachedUser = user.get();
        Set<FileRef> listed = shares.listed();
        workers.execute(() -> {
            List<ShareInfo> known = knownShares();
            loop.execute(() -> sayAll(attachedUser, listed, known));
        });
        events.add(
                "attached",
                null,
                null,
                null,
                "Attached to the tracker at " + newTracker.address() + ".");
    }

    /** What the trackers know of the user's shares; null where none of them says it. */
    private List<ShareInfo> knownShares() {
        try {
            return trackers.shares();
        } catch (Refused e) {
            return null;
        }
    }

    private void sayAll(String attachedUser, Set<FileRef> listed, List<ShareInfo> known) {
        if (attachedUser == null || !attachedUser.equals(user.get())) {
            return;
        }
        if (known != null) {
            shares.compare(listed, known);
        }
        shares.sayAll();
        downloads.sayAll();
        attached.complete(null);
    }

    @Override
    public void lost(String reason) {
        gone();
        events.add("lost", null, null, null, reason);
    }

    @Override
    public void ended(String reason) {
        gone();
        ended.accept(reason);
    }

    void gone() {
        tracker = null;
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
        notice =
                message.reachable()
                        ? null
                        : "Others cannot download from this peer: " + message.reason();
        if (notice != null) {
            events.add("unreachable", null, null, null, notice);
        }
    }

    /** The user may be in the group again before this was heard; what was shared then is gone. */
    private void leaveUnlessMember(String group, String reason) {
        String concerned = user.get();
        Set<FileRef> listed = shares.listed();
        workers.execute(() -> {
            List<ShareInfo> known = knownShares();
            Optional<Boolean> member = isMember(group);
            loop.execute(() -> {
                if (concerned.equals(user.get()) && known != null && member.isPresent()) {
                    shares.compare(listed, known);
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
            List<ShareInfo> known = knownShares();
            if (known != null && known.stream().noneMatch(share -> isOf(share, ref))) {
                loop.execute(() -> shares.drop(ref));
            }
        });
    }

    private static boolean isOf(ShareInfo share, FileRef ref) {
        return ref.equals(new FileRef(share.group(), share.file(), share.id()));
    }

    private void inGroup(TrackerMessage.GroupEvent event) {
        String text = GroupSentence.of(event);
        boolean isMe = event.user() != null && event.user().equals(user.get());
        switch (event.happening()) {
            case REMOVED, LEFT, GONE -> {
                if (isMe) {
                    leaveUnlessMember(event.group(), text);
                }
            }
            case UNSHARED -> {
                if (isMe) {
                    shares.find(event.group(), event.file()).ifPresent(this::dropUnlessShared);
                }
            }
            case SHARED -> downloads.shared(event.group(), event.file());
            case REQUESTED, WITHDRAWN, ACCEPTED, REJECTED, OWNER, UNKNOWN -> {
                /* nothing that this peer keeps changes by it */
            }
        }
        events.add(event.event(), event.group(), event.user(), event.file(), text);
    }
}
