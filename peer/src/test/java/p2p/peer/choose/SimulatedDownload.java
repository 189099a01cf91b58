package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import p2p.peer.rate.RateLimit;

/** Stands for the engine: carries out what the dispatcher says, and checks that it may be said. */
final class SimulatedDownload {

    private static final long DISK = 2 * Simulation.MILLI;
    private static final long QUEUE = 200 * Simulation.MILLI;
    private static final long HASHING = 3 * Simulation.MILLI;
    private static final int RIGHT = 0;

    private final Simulation simulation;
    private final PieceGrid grid;
    private final DispatchSettings settings;
    private final Dispatcher dispatcher;
    private final Map<Integer, SimulatedPeer> peers = new HashMap<>();
    private final Map<Integer, Set<Action.Ask>> open = new HashMap<>();
    private final Map<Integer, BitSet> told = new HashMap<>();
    private final List<Action.Ask> cancelled = new ArrayList<>();
    private final Set<Integer> choked = new HashSet<>();
    private final Set<Integer> banned = new HashSet<>();

    /** Who spoilt each block that lies on the disk; 0 for the right bytes. */
    private final Map<Integer, int[]> disk = new HashMap<>();

    /** Where others see this download, and what it has so far. */
    private final List<SimulatedPeer> seenAs = new ArrayList<>();

    private final double downRate;
    private double linkFreeAt;
    private long nextWakeUp = Long.MAX_VALUE;
    private boolean deciding;

    final BitSet verified = new BitSet();
    long keptBytes;
    long duplicateBytes;
    long carriedBytes;
    int failures;

    SimulatedDownload(
            Simulation simulation,
            PieceGrid grid,
            PieceOrder order,
            DispatchSettings settings,
            List<RateLimit.Share> limits,
            double downRate) {
        this.simulation = simulation;
        this.grid = grid;
        this.settings = settings;
        this.downRate = downRate;
        dispatcher = new Dispatcher(grid, new BitSet(), order, settings, limits);
    }

    SimulatedPeer peer(int id, double rate, long latency) {
        SimulatedPeer peer = new SimulatedPeer(simulation, this, id);
        peer.rate = rate;
        peer.latency = latency;
        peers.put(id, peer);
        return peer;
    }

    SimulatedPeer seeder(int id, double rate, long latency) {
        SimulatedPeer peer = peer(id, rate, latency);
        peer.has.set(0, grid.pieces());
        return peer;
    }

    /** Offers what it has to another download, which sees it as this peer. */
    void seenAs(SimulatedPeer peer) {
        seenAs.add(peer);
    }

    /** Nanoseconds that the download took; fails if it is not done by then. */
    long run(long until) {
        while (!dispatcher.complete()) {
            assertTrue(
                    simulation.step(until),
                    () ->
                            "not done after "
                                    + simulation.now() / Simulation.SECOND
                                    + " s: "
                                    + verified.cardinality()
                                    + " of "
                                    + grid.pieces()
                                    + " pieces");
        }
        assertEquals(grid.pieces(), verified.cardinality());
        long took = simulation.now();
        for (SimulatedPeer peer : peers.values()) {
            peer.disconnect();
        }
        while (simulation.step(took + Simulation.SECOND)) {
            assertTrue(dispatcher.complete());
        }
        assertEquals(0, dispatcher.outstanding());
        assertEquals(0, dispatcher.unwritten());
        return took;
    }

    void runUntil(long until) {
        while (simulation.step(until)) {
            assertFalse(dispatcher.complete(), "done too early");
        }
    }

    boolean isBanned(int peer) {
        return banned.contains(peer);
    }

    Set<Integer> banned() {
        return banned;
    }

    void joined(SimulatedPeer peer, BitSet has) {
        told.put(peer.id, has);
        open.put(peer.id, new HashSet<>());
        choked.remove(peer.id);
        dispatcher.peerJoined(peer.id, has, simulation.now());
        decide();
    }

    void left(SimulatedPeer peer) {
        forget(peer.id);
        dispatcher.peerLeft(peer.id, simulation.now());
        decide();
    }

    private SimulatedPeer peer(int id) {
        return Objects.requireNonNull(peers.get(id));
    }

    private Set<Action.Ask> open(int peer) {
        return Objects.requireNonNull(open.get(peer));
    }

    private BitSet told(int peer) {
        return Objects.requireNonNull(told.get(peer));
    }

    private void forget(int peer) {
        told.remove(peer);
        cancelled.removeIf(ask -> ask.peer() == peer);
        open.remove(peer);
    }

    void has(SimulatedPeer peer, int piece) {
        told(peer.id).set(piece);
        dispatcher.peerHas(peer.id, piece, simulation.now());
        decide();
    }

    void choked(SimulatedPeer peer, boolean choke) {
        if (choke) {
            choked.add(peer.id);
            open(peer.id).clear();
            dispatcher.choked(peer.id, simulation.now());
        } else {
            choked.remove(peer.id);
            dispatcher.unchoked(peer.id, simulation.now());
        }
        decide();
    }

    /** How long a sender has to hold back, as TCP would make it. */
    long congestion() {
        return Math.max(0, (long) linkFreeAt - simulation.now() - QUEUE);
    }

    /** Bytes come over the downloader's own link, which all peers share. */
    void carry(SimulatedPeer peer, int bytes, Action.@Nullable Ask completed, boolean wrong) {
        long on = peer.connection;
        carriedBytes += bytes;
        simulation.after(
                peer.latency,
                () -> {
                    double free = Math.max(linkFreeAt, simulation.now());
                    linkFreeAt = free + bytes / downRate * Simulation.SECOND;
                    simulation.at(
                            (long) linkFreeAt, () -> arrived(peer, on, bytes, completed, wrong));
                });
    }

    private void arrived(
            SimulatedPeer peer, long on, int bytes, Action.@Nullable Ask completed, boolean wrong) {
        if (peer.connected && peer.connection == on) {
            dispatcher.arrived(peer.id, bytes, simulation.now());
            if (completed != null) {
                received(peer, completed, wrong);
            }
        }
    }

    private void received(SimulatedPeer peer, Action.Ask ask, boolean wrong) {
        if (!open(peer.id).remove(ask)) {
            cancelled.remove(ask);
        }
        Receipt receipt =
                dispatcher.received(
                        peer.id, ask.piece(), ask.offset(), ask.length(), simulation.now());
        switch (receipt) {
            case KEEP -> {
                keptBytes += ask.length();
                int[] blocks = disk.computeIfAbsent(ask.piece(), p -> new int[grid.blocks(p)]);
                int first = ask.offset() / PieceGrid.BLOCK;
                for (int i = 0; i < PieceGrid.blocksIn(ask.length()); i++) {
                    blocks[first + i] = wrong && i == 0 ? peer.id + 1 : RIGHT;
                }
                simulation.after(
                        DISK,
                        () -> {
                            dispatcher.written(ask.length());
                            decide();
                        });
            }
            case DUPLICATE -> duplicateBytes += ask.length();
            case UNASKED -> throw new AssertionError("took for unasked: " + ask);
        }
        decide();
    }

    private void check(int piece) {
        assertFalse(verified.get(piece), "checked again");
        int[] blocks = Objects.requireNonNull(disk.get(piece));
        boolean right = true;
        for (int block : blocks) {
            right &= block == RIGHT;
        }
        List<byte[]> digests = new ArrayList<>();
        for (Contribution part : dispatcher.toDigest(piece, right)) {
            ByteBuffer digest = ByteBuffer.allocate(4 * PieceGrid.blocksIn(part.length()));
            for (int i = 0; i < PieceGrid.blocksIn(part.length()); i++) {
                digest.putInt(blocks[part.offset() / PieceGrid.BLOCK + i]);
            }
            digests.add(digest.array());
        }
        if (right) {
            verified.set(piece);
            seenAs.forEach(peer -> peer.gain(piece));
            dispatcher.pieceVerified(piece, digests, simulation.now());
        } else {
            failures++;
            dispatcher.pieceFailed(piece, digests, simulation.now());
        }
        decide();
    }

    private void decide() {
        assertFalse(deciding);
        deciding = true;
        List<Action> actions = dispatcher.decide(simulation.now());
        actions.forEach(this::perform);
        deciding = false;
        verifyAccounts();
        long wait = dispatcher.nextWakeUp(simulation.now());
        if (wait != Long.MAX_VALUE) {
            long at = simulation.now() + Math.max(1, wait);
            if (at < nextWakeUp || nextWakeUp <= simulation.now()) {
                nextWakeUp = at;
                simulation.at(at, () -> wake(at));
            }
        }
    }

    private void wake(long at) {
        if (at == nextWakeUp) {
            nextWakeUp = Long.MAX_VALUE;
            decide();
        }
    }

    private void perform(Action action) {
        switch (action) {
            case Action.Ask ask -> {
                mayBeAsked(ask);
                SimulatedPeer peer = peer(ask.peer());
                long on = peer.connection;
                simulation.after(
                        peer.latency,
                        () -> {
                            if (peer.connected && peer.connection == on) {
                                peer.asked(ask);
                            }
                        });
            }
            case Action.Cancel cancel -> {
                if (!open.containsKey(cancel.peer())) {
                    return;
                }
                Action.Ask ask =
                        new Action.Ask(
                                cancel.peer(), cancel.piece(), cancel.offset(), cancel.length());
                assertTrue(open(cancel.peer()).remove(ask), "cancels what it did not ask");
                cancelled.add(ask);
                SimulatedPeer peer = peer(cancel.peer());
                long on = peer.connection;
                simulation.after(
                        peer.latency,
                        () -> {
                            if (peer.connected && peer.connection == on) {
                                peer.cancelled(cancel);
                            }
                        });
            }
            case Action.Check check -> simulation.after(HASHING, () -> check(check.piece()));
            case Action.Drop drop -> {
                end(drop.peer());
            }
            case Action.Ban ban -> {
                assertTrue(peer(ban.peer()).wrongEvery > 0, "banned an honest peer");
                banned.add(ban.peer());
                end(ban.peer());
            }
        }
    }

    private void end(int id) {
        forget(id);
        SimulatedPeer peer = peer(id);
        if (peer.connected) {
            peer.cut();
            if (!peer.dead && !banned.contains(id)) {
                simulation.after(5 * Simulation.SECOND, peer::connect);
            }
        }
    }

    private void mayBeAsked(Action.Ask ask) {
        assertTrue(open.containsKey(ask.peer()), "asks one who is not there");
        assertFalse(choked.contains(ask.peer()), "asks one who chokes");
        assertTrue(told(ask.peer()).get(ask.piece()), "asks one who does not have it");
        assertFalse(verified.get(ask.piece()), "asks for what is there");
        assertTrue(ask.offset() % PieceGrid.BLOCK == 0 && ask.length() > 0);
        assertTrue(ask.offset() + ask.length() <= grid.pieceLength(ask.piece()));
        assertTrue(ask.length() <= settings.longestRequest());
        assertTrue(open(ask.peer()).add(ask), "asks for the same again");
        long ofPeer = 0;
        for (Action.Ask each : open(ask.peer())) {
            ofPeer += each.length();
        }
        assertTrue(ofPeer <= settings.mostOfOnePeer(), "asks too much of one peer");
    }

    private void verifyAccounts() {
        long sum = 0;
        for (Set<Action.Ask> asks : open.values()) {
            for (Action.Ask ask : asks) {
                sum += ask.length();
            }
        }
        assertEquals(sum, dispatcher.outstanding(), "bytes outstanding");
        assertTrue(
                dispatcher.outstanding() + dispatcher.unwritten() <= settings.mostUnwritten(),
                "more than the memory has room for");
    }
}
