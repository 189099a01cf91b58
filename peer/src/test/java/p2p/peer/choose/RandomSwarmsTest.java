package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import p2p.peer.rate.RateLimit;

/**
 * Swarms made up from a seed: peers that are slow, far, choking, dead, lying, coming and going.
 * Each must finish, and every rule is checked at every step by {@link SimulatedDownload}. A failure
 * names its seed; {@code -Dp2p.swarm.seed=N} plays that one alone, {@code -Dp2p.swarms=N} so many.
 */
class RandomSwarmsTest {

    private static final int SWARMS = Integer.getInteger("p2p.swarms", 3000);
    private static final long FIRST_SEED = 20_261_121_000L;
    private static final long LONGEST = 3600 * Simulation.SECOND;

    /** Room for all: in four blocks, four peers that do 1 kB/s would leave the others nothing. */
    private static final int LEAST_MEMORY = 512 << 10;

    @Test
    void everySwarmFinishes() {
        Long only = Long.getLong("p2p.swarm.seed");
        if (only != null) {
            play(only);
            return;
        }
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SWARMS; seed++) {
            try {
                play(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dp2p.swarm.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void play(long seed) {
        new RandomSwarm(new Random(seed)).play();
    }

    private static final class RandomSwarm {

        private final Random random;
        private final Simulation simulation = new Simulation();
        private final PieceGrid grid;
        private final SimulatedDownload download;
        private final Set<Integer> liars = new HashSet<>();
        private int nextId;

        RandomSwarm(Random random) {
            this.random = random;
            int pieceSize = (256 << 10) << random.nextInt(4);
            long size = 1 + (long) (Math.pow(random.nextDouble(), 3) * (32 << 20));
            grid = new PieceGrid(size, pieceSize);
            PieceOrder order =
                    switch (random.nextInt(4)) {
                        case 0 -> PieceOrder.sequential(grid.pieces());
                        case 1 -> PieceOrder.random(grid.pieces(), random);
                        default -> PieceOrder.rarestFirst(grid.pieces(), random);
                    };
            List<RateLimit.Share> limits = new ArrayList<>();
            if (random.nextInt(5) == 0) {
                limits.add(new RateLimit(1 << (18 + random.nextInt(6))).join());
                limits.add(new RateLimit(1 << (18 + random.nextInt(6))).join());
            }
            int longest = (64 << 10) << random.nextInt(6);
            int ofOne = longest * (1 + random.nextInt(8));
            DispatchSettings settings =
                    new DispatchSettings(
                            Math.max(LEAST_MEMORY, ofOne * (1 + random.nextInt(4))),
                            ofOne,
                            longest,
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(15));
            double downRate = random.nextInt(3) == 0 ? rate() * 4 : 1e9;
            download = new SimulatedDownload(simulation, grid, order, settings, limits, downRate);
        }

        private double rate() {
            return 20_000 * Math.pow(5_000, random.nextDouble());
        }

        private long latency() {
            return (long) (Math.pow(random.nextDouble(), 3) * 400 * Simulation.MILLI);
        }

        void play() {
            addSteady();
            for (int i = random.nextInt(6); i > 0; i--) {
                addFaulty();
            }
            download.run(LONGEST);
            assertTrue(liars.containsAll(download.banned()));
            long bound =
                    2 * grid.size() + (16L << 20) + (long) download.failures * grid.pieceSize();
            assertTrue(
                    download.keptBytes + download.duplicateBytes <= bound,
                    () ->
                            "fetched "
                                    + (download.keptBytes + download.duplicateBytes)
                                    + " bytes for "
                                    + grid.size());
        }

        /** Between them, these have everything and stay, or come back. */
        private void addSteady() {
            int count = 1 + random.nextInt(5);
            BitSet[] parts = new BitSet[count];
            for (int i = 0; i < count; i++) {
                parts[i] = new BitSet();
            }
            boolean seeders = random.nextBoolean();
            for (int piece = 0; piece < grid.pieces(); piece++) {
                parts[random.nextInt(count)].set(piece);
                for (BitSet part : parts) {
                    if (seeders || random.nextInt(3) == 0) {
                        part.set(piece);
                    }
                }
            }
            for (BitSet part : parts) {
                SimulatedPeer peer = download.peer(nextId++, rate(), latency());
                peer.obeysCancel = random.nextBoolean();
                if (random.nextInt(3) == 0) {
                    growing(peer, part);
                } else {
                    peer.has.or(part);
                }
                switch (random.nextInt(4)) {
                    case 0 -> comesAndGoes(peer);
                    case 1 -> chokesNowAndThen(peer);
                    default ->
                            simulation.at(random.nextInt(1000) * Simulation.MILLI, peer::connect);
                }
            }
        }

        /** Another downloader: its pieces come one by one. */
        private void growing(SimulatedPeer peer, BitSet part) {
            long time = 0;
            for (int piece = part.nextSetBit(0); piece >= 0; piece = part.nextSetBit(piece + 1)) {
                int gained = piece;
                time += random.nextInt(300) * Simulation.MILLI;
                simulation.at(time, () -> peer.gain(gained));
            }
        }

        private void comesAndGoes(SimulatedPeer peer) {
            peer.connect();
            simulation.after(
                    (1 + random.nextInt(20)) * Simulation.SECOND,
                    () -> {
                        peer.disconnect();
                        simulation.after(
                                random.nextInt(5) * Simulation.SECOND, () -> comesAndGoes(peer));
                    });
        }

        private void chokesNowAndThen(SimulatedPeer peer) {
            peer.connect();
            peer.choke(false);
            simulation.after(
                    (1 + random.nextInt(20)) * Simulation.SECOND,
                    () -> {
                        peer.choke(true);
                        simulation.after(
                                random.nextInt(5) * Simulation.SECOND,
                                () -> chokesNowAndThen(peer));
                    });
        }

        private void addFaulty() {
            SimulatedPeer peer = download.seeder(nextId++, rate(), latency());
            switch (random.nextInt(6)) {
                case 0 -> peer.rate = 1 + random.nextInt(2000);
                case 1 -> peer.dead = true;
                case 2 ->
                        simulation.at(
                                random.nextInt(5000) * Simulation.MILLI, () -> peer.dead = true);
                case 3 -> peer.leavesWhenAsked = true;
                default -> {
                    peer.wrongEvery = 1 + random.nextInt(10);
                    liars.add(peer.id);
                }
            }
            simulation.at(random.nextInt(3000) * Simulation.MILLI, peer::connect);
        }
    }

    @Test
    void anEmptyFileIsCompleteAtOnce() {
        Dispatcher dispatcher =
                new Dispatcher(
                        new PieceGrid(0, 256 << 10),
                        new BitSet(),
                        PieceOrder.rarestFirst(0, new Random(1)),
                        DispatchSettings.DEFAULT,
                        List.of());
        dispatcher.peerJoined(0, new BitSet(), 0);
        assertEquals(List.of(), dispatcher.decide(0));
        assertTrue(dispatcher.complete());
        assertEquals(Long.MAX_VALUE, dispatcher.nextWakeUp(0));
    }
}
