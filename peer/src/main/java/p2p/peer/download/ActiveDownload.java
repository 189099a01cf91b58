package p2p.peer.download;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.Earlier;
import p2p.peer.disk.Part;
import p2p.peer.disk.Shared;
import p2p.peer.engine.Engine;
import p2p.peer.fetch.AtRelay;
import p2p.peer.fetch.ConnectedSeeder;
import p2p.peer.fetch.Fetch;
import p2p.peer.fetch.FetchListener;
import p2p.peer.fetch.FetchOrder;
import p2p.peer.fetch.FetchProgress;
import p2p.peer.library.KeptDownload;
import p2p.peer.loop.Loop;
import p2p.peer.order.DownloadState;
import p2p.peer.punch.Hole;
import p2p.peer.reach.Whereabouts;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;

/** A download that the engine works on, with the seeders it was given. */
public final class ActiveDownload implements FetchListener {

    /** What happens to a download, on the peer's loop. */
    interface Owner {
        void hasPieces(ActiveDownload download);

        /**
         * Whether somebody has the file, as far as the tracker has said it; told when it changes.
         */
        void moves(ActiveDownload download, boolean moves);

        /** The tracker is to say at which relay this seeder is met. */
        void meet(ActiveDownload download, Fingerprint seeder);

        /** The tracker is to have this seeder connect to this peer. */
        void punch(ActiveDownload download, Fingerprint seeder);

        void completed(ActiveDownload download, Shared file, int staying);

        void stuck(ActiveDownload download, String reason);

        void banned(ActiveDownload download, Fingerprint peer, String reason);
    }

    /** The last ticket for the file, which is good until then. */
    record LastTicket(byte[] ticket, Instant until) {}

    /** Who has the file, and the last ticket for it. */
    record Known(List<Seeder> seeders, Optional<LastTicket> ticket) {}

    private final KeptDownload kept;
    private final Loop loop;
    private final Owner owner;
    private final Map<Fingerprint, Seeder> seeders = new HashMap<>();

    /** Those that only they themselves say where they are. */
    private final Map<Fingerprint, Whereabouts> unchecked = new HashMap<>();

    /**
     * Those of them with whom it came to nothing; they are tried on, and hold up no other download.
     */
    private final Set<Fingerprint> inVain = new HashSet<>();

    /** Those that can be met at a relay, as long as this connection's tracker has named them. */
    private final Set<Fingerprint> relayed = new HashSet<>();

    /** What they all are called. */
    private final Map<Fingerprint, String> users = new HashMap<>();

    /** Through which those come that are asked to. */
    private final Map<Fingerprint, Hole> holes = new HashMap<>();

    private final boolean looksFirst;
    private final Fetch fetch;
    private boolean answered;
    private boolean moves = true;
    private @Nullable LastTicket lastTicket;
    private boolean sharedByNobody;

    /** Why those cannot be met for now. */
    private @Nullable String noWay;

    private volatile boolean opened;
    private volatile boolean hasPieces;
    private volatile boolean isInVain;
    private volatile @Nullable String lastLoss;

    ActiveDownload(
            KeptDownload kept,
            Path keptTree,
            List<Earlier> earlier,
            Engine engine,
            Loop loop,
            Owner owner) {
        this.kept = kept;
        this.loop = loop;
        this.owner = owner;
        looksFirst = !earlier.isEmpty() || Part.isThere(kept.order().place());
        fetch =
                engine.fetch(
                        new FetchOrder(kept.id(), kept.manifest(), kept.order(), keptTree, earlier),
                        this);
    }

    KeptDownload kept() {
        return kept;
    }

    /** Whether there is something that others can fetch. */
    boolean hasSomePieces() {
        return hasPieces;
    }

    Known known() {
        return new Known(List.copyOf(seeders.values()), Optional.ofNullable(lastTicket));
    }

    void goOnWith(Known known) {
        known.ticket().ifPresent(last -> ticket(last.ticket(), last.until()));
        known.seeders().forEach(this::joined);
    }

    /** When the ticket runs out that it has. */
    Optional<Instant> ticketUntil() {
        return Optional.ofNullable(lastTicket).map(LastTicket::until);
    }

    public void ticket(byte[] ticket, Instant until) {
        lastTicket = new LastTicket(ticket, until);
        fetch.ticket(ticket);
    }

    /** All who serve the file now; who is not among them does not any more. */
    public void seedersAre(List<Seeder> now) {
        answered = true;
        sharedByNobody = false;
        relayed.clear();
        noWay = null;
        Set<Fingerprint> present =
                now.stream().map(s -> s.contact().fingerprint()).collect(Collectors.toSet());
        for (Fingerprint gone : List.copyOf(seeders.keySet())) {
            if (!present.contains(gone)) {
                remove(gone);
            }
        }
        now.forEach(this::joined);
        look();
    }

    private void look() {
        boolean may =
                !answered
                        || !seeders.isEmpty()
                        || mayBeTried()
                        || (!relayed.isEmpty() && noWay == null);
        if (may != moves) {
            moves = may;
            owner.moves(this, may);
        }
    }

    private boolean mayBeTried() {
        return !inVain.containsAll(unchecked.keySet());
    }

    /** The group does not know the file for now; what there is of it stays. */
    void nobodyShares() {
        uncheckedAre(List.of());
        seedersAre(List.of());
        sharedByNobody = true;
    }

    boolean isSharedByNobody() {
        return sharedByNobody;
    }

    public void joined(Seeder seeder) {
        named(seeder);
        seeders.put(seeder.contact().fingerprint(), seeder);
        unchecked.remove(seeder.contact().fingerprint());
        fetch.addSeeder(Whereabouts.checked(seeder));
        look();
    }

    /** All whom the tracker cannot reach, and this peer perhaps. */
    public void uncheckedAre(List<Seeder> now) {
        Set<Fingerprint> present =
                now.stream().map(s -> s.contact().fingerprint()).collect(Collectors.toSet());
        for (Fingerprint gone : List.copyOf(unchecked.keySet())) {
            if (!present.contains(gone)) {
                unchecked.remove(gone);
                fetch.removeSeeder(gone);
            }
        }
        now.forEach(this::uncheckedJoined);
    }

    public void uncheckedJoined(Seeder seeder) {
        Whereabouts where = Whereabouts.unchecked(seeder);
        named(seeder);
        seeders.remove(seeder.contact().fingerprint());
        unchecked.put(seeder.contact().fingerprint(), where);
        inVain.remove(seeder.contact().fingerprint());
        fetch.addSeeder(where);
        look();
    }

    /** All who can be met at a relay; they come after those who can be reached. */
    public void relayedAre(List<Seeder> now) {
        now.forEach(seeder -> relayed.add(seeder.contact().fingerprint()));
        users.keySet().removeIf(peer -> !isNamed(peer));
        now.forEach(this::named);
        fetch.relayedSeeders(now.stream().map(Seeder::contact).toList());
        look();
    }

    public void relayedJoined(Seeder seeder) {
        named(seeder);
        relayed.add(seeder.contact().fingerprint());
        noWay = null;
        fetch.addRelayed(seeder.contact());
        look();
    }

    public void way(Fingerprint seeder, AtRelay atRelay) {
        noWay = null;
        fetch.meet(seeder, atRelay);
        look();
    }

    public void noWay(TrackerMessage.NoWay answer) {
        if (!answer.temporary() && fetch.progress().relayed() == 0) {
            noWay = answer.reason();
        }
        fetch.cannotMeet(answer.fingerprint());
        look();
    }

    /** The seeder is asked now to come there. */
    void opened(Fingerprint seeder, Hole hole) {
        Hole before = holes.put(seeder, hole);
        if (before != null) {
            before.close();
        }
    }

    void cannotPunch(Fingerprint seeder) {
        fetch.cannotPunch(seeder);
        triedInVain(seeder);
    }

    /** Nobody can be asked for now, or only later. */
    void notPunched(Fingerprint seeder, boolean isForLack) {
        fetch.notPunched(seeder);
        if (isForLack) {
            triedInVain(seeder);
        }
    }

    public void punchNow(Fingerprint seeder, List<HostPort> at) {
        Hole hole = holes.remove(seeder);
        if (hole != null) {
            fetch.punch(seeder, hole, at);
        }
    }

    public void left(Fingerprint seeder) {
        remove(seeder);
        look();
    }

    private void remove(Fingerprint seeder) {
        seeders.remove(seeder);
        unchecked.remove(seeder);
        inVain.remove(seeder);
        relayed.remove(seeder);
        users.remove(seeder);
        Hole hole = holes.remove(seeder);
        if (hole != null) {
            hole.close();
        }
        fetch.removeSeeder(seeder);
    }

    private void named(Seeder seeder) {
        users.put(seeder.contact().fingerprint(), seeder.user());
    }

    private boolean isNamed(Fingerprint peer) {
        return seeders.containsKey(peer) || unchecked.containsKey(peer) || relayed.contains(peer);
    }

    /** Those it is connected to at this moment, and the pieces it has. */
    Future<DownloadDetail> detail() {
        Map<Fingerprint, String> called = Map.copyOf(users);
        return fetch.detail().map(found -> DownloadDetail.of(found, called));
    }

    /** Those it is connected to at this moment. */
    public Future<List<ConnectedSeeder>> connected() {
        return fetch.connected();
    }

    Future<Void> stop() {
        return fetch.stop();
    }

    Future<Void> cancel() {
        return fetch.cancel();
    }

    /** Until it is open, what it had when it stopped, as far as that is known. */
    long have() {
        return opened ? fetch.progress().have() : kept.have();
    }

    /** How much of that was taken from earlier versions. */
    long taken() {
        return kept.taken() + fetch.progress().taken();
    }

    DownloadInfo shown() {
        FetchProgress progress = fetch.progress();
        OptionalLong left = progress.secondsLeft();
        return new DownloadInfo(
                kept.group(),
                kept.file(),
                kept.size(),
                have(),
                taken(),
                DownloadState.DOWNLOADING,
                progress.rate(),
                left.isPresent() ? left.getAsLong() : null,
                progress.peers(),
                kept.order().destination(),
                kept.files(),
                (progress.peers() == 0 ? whyWaiting() : how(progress)).orElse(null),
                kept.order().part(),
                kept.granted());
    }

    private static Optional<String> how(FetchProgress progress) {
        return progress.relayed() < progress.peers()
                ? Optional.empty()
                : Optional.of("It comes by a relay: nobody who has it can be reached directly.");
    }

    private Optional<String> whyWaiting() {
        if (!opened && looksFirst) {
            return Optional.of("Looking at what is here of it already.");
        }
        if (sharedByNobody) {
            return Optional.of(
                    "Nobody shares this file in the group any more; it goes on when somebody"
                            + " does.");
        }
        if (!answered) {
            return Optional.of("A tracker has not said yet who has this file.");
        }
        if (seeders.isEmpty() && !relayed.isEmpty() && noWay != null) {
            return Optional.of("Nobody who has this file can be reached directly. " + noWay);
        }
        if (seeders.isEmpty() && relayed.isEmpty() && !unchecked.isEmpty() && !mayBeTried()) {
            return Optional.of(
                    "Nobody can connect to those who have this file, and they are on another network than this peer; a relay, or a port that their router lets through, would help.");
        }
        if (seeders.isEmpty() && relayed.isEmpty() && unchecked.isEmpty()) {
            return Optional.of("Nobody who has this file is online; it goes on when somebody is.");
        }
        return Optional.ofNullable(lastLoss).map(loss -> "Waiting for those who have it: " + loss);
    }

    @Override
    public void opened(long have) {
        opened = true;
        if (have > 0) {
            somePieces();
        }
    }

    @Override
    public void taken(long have) {
        if (have > 0) {
            somePieces();
        }
    }

    @Override
    public void pieceVerified(int piece, long have) {
        somePieces();
        if (isInVain) {
            loop.execute(() -> {
                isInVain = false;
                inVain.clear();
                look();
            });
        }
    }

    private void somePieces() {
        if (!hasPieces) {
            hasPieces = true;
            loop.execute(() -> owner.hasPieces(this));
        }
    }

    @Override
    public void completed(Shared file, int staying) {
        loop.execute(() -> owner.completed(this, file, staying));
    }

    @Override
    public void paused(String reason) {
        loop.execute(() -> owner.stuck(this, reason));
    }

    @Override
    public void peerBanned(Fingerprint peer, String reason) {
        loop.execute(() -> owner.banned(this, peer, reason));
    }

    @Override
    public void meet(Fingerprint seeder) {
        loop.execute(() -> {
            if (relayed.contains(seeder)) {
                owner.meet(this, seeder);
            } else {
                fetch.cannotMeet(seeder);
            }
        });
    }

    @Override
    public void punch(Fingerprint seeder) {
        loop.execute(() -> owner.punch(this, seeder));
    }

    @Override
    public void peerLost(Fingerprint peer, String reason) {
        lastLoss = reason;
        loop.execute(() -> triedInVain(peer));
    }

    private void triedInVain(Fingerprint seeder) {
        if (unchecked.containsKey(seeder)) {
            isInVain = true;
            inVain.add(seeder);
            look();
        }
    }
}
