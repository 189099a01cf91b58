package p2p.peer.fetch;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.Part;
import p2p.peer.disk.Shared;
import p2p.peer.loop.EventLoop;
import p2p.peer.punch.Hole;
import p2p.peer.reach.Standpoint;
import p2p.peer.reach.Ways;
import p2p.peer.reach.Whereabouts;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.ByeCode;

/** A download on its way. Everything may be called on any thread. */
public final class Fetch {

    private enum State {
        OPENING,
        RUNNING,
        FINISHING,
        COMPLETE,
        STOPPED
    }

    private static final Logger LOG = Logger.getLogger(Fetch.class);
    private static final long TICK_MILLIS = 250;

    private final FetchResources resources;
    private final EventLoop loop;
    private final FetchOrder order;
    private final FetchListener listener;
    private final RandomGenerator random;
    private final KnownSeeders seeders;
    private final RelayedSeeders relayed = new RelayedSeeders();
    private final HolePunching punching = new HolePunching();
    private final Map<Fingerprint, PeerContact> relayedContacts = new HashMap<>();
    private final Fingerprint self;
    private final PartKeeper keeper;
    private final FetchCount count;
    private final long ticker;
    private final Promise<Void> over = Promise.promise();
    private volatile State state = State.OPENING;
    private @Nullable LiveFetch live;
    private @Nullable Shared complete;
    private byte @Nullable [] ticket;
    private volatile FetchProgress progress;

    public Fetch(
            FetchResources resources,
            FetchOrder order,
            Fingerprint self,
            RandomGenerator random,
            FetchListener listener) {
        this.resources = resources;
        this.order = order;
        this.self = self;
        this.random = random;
        this.listener = listener;
        loop = EventLoop.of(resources.vertx());
        loop.onError(this::broken);
        seeders = new KnownSeeders(random);
        keeper = new PartKeeper(resources.vertx(), resources.seedServer(), order);
        count = new FetchCount(order.manifest().size());
        progress = count.progress(List.of(), 0);
        ticker = resources.vertx().setPeriodic(TICK_MILLIS, id -> loop.execute(this::tick));
        loop.execute(this::open);
    }

    /** Somebody who serves the file and can be reached there. */
    public void addSeeder(PeerContact seeder) {
        addSeeder(Whereabouts.checked(seeder));
    }

    /** The same; what is new of a seeder replaces what was known of it. */
    public void addSeeder(Whereabouts seeder) {
        loop.execute(() -> {
            Fingerprint peer = seeder.contact().fingerprint();
            if (!peer.equals(self)) {
                seeders.add(seeder);
                if (seeder.isChecked()) {
                    relayed.directNamed(peer, System.nanoTime());
                    punching.gone(peer);
                } else {
                    boolean isNear = Ways.areNear(seeder, resources.standpoint().get());
                    relayed.directHoped(peer, isNear, System.nanoTime());
                    punching.named(seeder.contact(), isNear, System.nanoTime());
                }
                if (live != null) {
                    live.movedTo(seeder);
                }
                connect();
            }
        });
    }

    /** This peer may be elsewhere now, and others nearer. */
    public void standsAt(Standpoint now) {
        loop.execute(() -> {
            seeders.forgive();
            relayed.forgive();
            punching.forgive(System.nanoTime());
            if (live != null) {
                live.standsAt(now);
            }
            connect();
        });
    }

    /** Those who serve the file and can be met at a relay; no others are any more. */
    public void relayedSeeders(List<PeerContact> all) {
        loop.execute(() -> {
            relayedContacts.clear();
            all.forEach(this::know);
            punching.onlyNamed(
                    seeder -> relayedContacts.containsKey(seeder) || seeders.isKnown(seeder));
            relayed.onlyNamed(Set.copyOf(relayedContacts.keySet()));
            connect();
        });
    }

    /** One more of them; what is known of a way without a relay stays. */
    public void addRelayed(PeerContact seeder) {
        loop.execute(() -> {
            know(seeder);
            relayedContacts.keySet().forEach(relayed::named);
            connect();
        });
    }

    private void know(PeerContact seeder) {
        if (!seeder.fingerprint().equals(self)) {
            relayedContacts.put(seeder.fingerprint(), seeder);
            if (!seeders.isKnown(seeder.fingerprint())) {
                punching.named(seeder, false, System.nanoTime());
            }
        }
    }

    /** Through that hole the seeder is let in, which connects from there at this moment. */
    public void punch(Fingerprint seeder, Hole hole, List<HostPort> at) {
        loop.execute(() -> {
            if (live == null) {
                hole.close();
            } else {
                live.punch(seeder, hole, at);
            }
        });
    }

    /** There is no such way to it. */
    public void cannotPunch(Fingerprint seeder) {
        loop.execute(() -> punching.failed(seeder, System.nanoTime()));
    }

    /** It could not be asked for now. */
    public void notPunched(Fingerprint seeder) {
        loop.execute(() -> punching.notTried(seeder, System.nanoTime()));
    }

    /** The seeder comes to that relay at this moment. */
    public void meet(Fingerprint seeder, AtRelay atRelay) {
        loop.execute(() -> {
            PeerContact contact = relayedContacts.get(seeder);
            if (live != null && contact != null) {
                live.meet(contact, atRelay);
            }
        });
    }

    /** There is no way to it for now. */
    public void cannotMeet(Fingerprint seeder) {
        loop.execute(() -> relayed.failed(seeder, System.nanoTime()));
    }

    public void removeSeeder(Fingerprint seeder) {
        loop.execute(() -> {
            seeders.remove(seeder);
            relayed.directGone(seeder);
            relayed.gone(seeder);
            punching.gone(seeder);
            relayedContacts.remove(seeder);
            if (live != null) {
                live.drop(seeder);
            }
        });
    }

    /** The ticket to show from now on; open connections live by it as well. */
    public void ticket(byte[] fresh) {
        loop.execute(() -> {
            ticket = fresh;
            seeders.forgive();
            relayed.forgive();
            punching.forgive(System.nanoTime());
            if (live != null) {
                live.ticket(fresh);
            }
        });
    }

    /** Stops cleanly and keeps what there is on the disk; done when nothing of it is open. */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        loop.execute(() -> {
            end("The download was stopped.");
            over.future().onComplete(stopped);
        });
        return stopped.future();
    }

    /** Stops, and removes what there is of it; a file that is complete stays. */
    public Future<Void> cancel() {
        return stop().compose(stopped -> keeper.discard());
    }

    /** Those it is connected to at this moment. */
    public Future<List<ConnectedSeeder>> connected() {
        return loop.call(() -> live == null ? List.of() : live.connected());
    }

    /** The same, and the pieces that are here. */
    public Future<FetchDetail> detail() {
        return loop.call(() -> live == null ? FetchDetail.NOTHING : detail(live));
    }

    private FetchDetail detail(LiveFetch running) {
        return new FetchDetail(
                running.connected(),
                Optional.of(PieceMap.of(running.part().verified(), order.manifest().pieceCount())));
    }

    public FetchProgress progress() {
        return progress;
    }

    /** Whether it will do nothing any more. */
    public boolean isOver() {
        return over.future().isComplete();
    }

    private void open() {
        keeper.open(() -> state == State.OPENING)
                .onComplete(opened ->
                        loop.execute(() -> {
                            if (opened.failed()) {
                                giveUp(opened.cause());
                                over.complete();
                            } else if (state == State.OPENING) {
                                begin(opened.result());
                            } else {
                                keeper.close(opened.result()).onComplete(closed -> over.complete());
                            }
                        }));
    }

    private void begin(Part part) {
        state = State.RUNNING;
        beginCount(part);
        LiveFetch begun =
                new LiveFetch(
                        resources,
                        loop,
                        order,
                        part,
                        seeders,
                        relayed,
                        punching,
                        random,
                        new LiveEvents());
        live = begun;
        listener.opened(count.have());
        if (begun.isComplete()) {
            finish(begun);
        } else if (ticket != null) {
            begun.ticket(ticket);
        }
        tick();
    }

    private void beginCount(Part part) {
        BitSet here = part.verified();
        long size = order.manifest().size();
        if (order.wanted().part() != null) {
            here.and(part.wanted());
            size = length(part.wanted());
        }
        count.opened(size, length(here), part.taken());
        progress = count.progress(List.of(), 0);
    }

    private long length(BitSet pieces) {
        return pieces.stream().mapToLong(order.manifest()::pieceLength).sum();
    }

    private void finish(LiveFetch ended) {
        state = State.FINISHING;
        Future<Void> idle = end(ended, ByeCode.DONE, "The download is complete.");
        keeper.complete(ended.part(), idle, () -> state == State.FINISHING)
                .onComplete(finished -> loop.execute(() -> finished(finished)));
    }

    private void finished(AsyncResult<Shared> finished) {
        if (finished.failed()) {
            giveUp(finished.cause());
        } else if (state == State.FINISHING) {
            complete = finished.result();
            state = State.COMPLETE;
            resources.vertx().cancelTimer(ticker);
            tick();
            listener.completed(finished.result(), keeper.staying());
        } else {
            stopServing(finished.result(), "The download was stopped.");
        }
        over.complete();
    }

    private void giveUp(Throwable cause) {
        giveUp(Objects.requireNonNullElseGet(cause.getMessage(), cause::toString));
    }

    /** Where nobody has asked for the end, the listener hears why it came. */
    private void giveUp(String reason) {
        if (state != State.STOPPED) {
            end("The download has paused.");
            listener.paused(reason);
        }
    }

    /** What is being opened or finished is let go of when that is done. */
    private void end(String reason) {
        state = State.STOPPED;
        resources.vertx().cancelTimer(ticker);
        if (live != null) {
            Part part = live.part();
            keeper.letGo(part, end(live, ByeCode.STOPPING, reason), reason)
                    .onComplete(closed -> over.complete());
        } else if (complete != null) {
            stopServing(complete, reason);
            complete = null;
        }
        tick();
    }

    /** Whoever asked for the end does not see to it that the file goes on being served. */
    private void stopServing(Shared file, String reason) {
        resources.seedServer().remove(order.file(), file, reason);
    }

    /**
     * Nothing that was foreseen gets here; without this the download would hang and say nothing.
     */
    private void broken(Throwable cause) {
        LOG.errorf(cause, "the download to %s met an error", order.wanted().destination());
        loop.execute(() -> {
            if (state == State.RUNNING || state == State.OPENING) {
                giveUp("The download met an unforeseen error (%s); resume it.".formatted(cause));
            }
        });
    }

    private Future<Void> end(LiveFetch ended, ByeCode code, String reason) {
        live = null;
        ended.connections().forEach(count::gone);
        return ended.end(code, reason);
    }

    private void connect() {
        if (live != null) {
            live.connect();
        }
    }

    private void tick() {
        connect();
        progress =
                live == null
                        ? count.progress(List.of(), 0)
                        : count.progress(live.connections(), live.rate(System.nanoTime()));
    }

    private final class LiveEvents implements LiveFetch.Events {

        @Override
        public void verified(int piece) {
            count.verified(order.manifest().pieceLength(piece));
            listener.pieceVerified(piece, count.have());
        }

        @Override
        public void taken(BitSet pieces) {
            count.taken(length(pieces));
            listener.taken(count.have());
        }

        @Override
        public void complete() {
            if (live != null) {
                finish(live);
            }
        }

        @Override
        public void trouble(IOException why) {
            giveUp(why);
        }

        @Override
        public void banned(Fingerprint peer, int piece) {
            listener.peerBanned(peer, "It sent wrong bytes for piece " + piece + ".");
        }

        @Override
        public void meet(Fingerprint seeder) {
            listener.meet(seeder);
        }

        @Override
        public void punch(Fingerprint seeder) {
            listener.punch(seeder);
        }

        @Override
        public void notPunched(Fingerprint seeder) {
            listener.peerLost(
                    seeder,
                    "It has not connected in time, or its router or this one did not let it.");
        }

        @Override
        public void letGo(SeederConnection seeder) {
            count.gone(seeder);
        }

        @Override
        public void lost(SeederConnection seeder, String reason) {
            count.gone(seeder);
            listener.peerLost(seeder.contact().fingerprint(), reason);
        }
    }
}
