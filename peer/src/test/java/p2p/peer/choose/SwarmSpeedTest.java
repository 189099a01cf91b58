package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import p2p.peer.rate.RateLimit;
import p2p.protocol.file.Manifest;

/** How long downloads take in simulated time. */
class SwarmSpeedTest {

    private static final double MIB = 1 << 20;
    private static final long LONGEST = 100_000 * Simulation.SECOND;
    private static final long SEED = 42;

    private record Outcome(double seconds, SimulatedDownload download) {}

    private static Outcome download(
            long size, double downRate, List<RateLimit.Share> limits, Consumer<Swarm> swarm) {
        Simulation simulation = new Simulation();
        PieceGrid grid = new PieceGrid(size, Manifest.pieceSizeFor(size));
        SimulatedDownload download =
                new SimulatedDownload(
                        simulation,
                        grid,
                        PieceOrder.rarestFirst(grid.pieces(), new Random(SEED)),
                        DispatchSettings.DEFAULT,
                        limits,
                        downRate);
        swarm.accept(new Swarm(simulation, download));
        long took = download.run(LONGEST);
        return new Outcome((double) took / Simulation.SECOND, download);
    }

    private static final class Swarm {
        final Simulation simulation;
        final SimulatedDownload download;
        private int seeders;

        Swarm(Simulation simulation, SimulatedDownload download) {
            this.simulation = simulation;
            this.download = download;
        }

        SimulatedPeer seeder(double rate, long latencyMillis) {
            SimulatedPeer peer = download.seeder(seeders++, rate, latencyMillis * Simulation.MILLI);
            simulation.at(0, peer::connect);
            return peer;
        }
    }

    private static void fast(Swarm swarm, int count) {
        for (int i = 0; i < count; i++) {
            swarm.seeder(10 * MIB, 20);
        }
    }

    private static Outcome amongFour(long size, Consumer<Swarm> odd) {
        return download(
                size,
                1e9,
                List.of(),
                swarm -> {
                    fast(swarm, 4);
                    odd.accept(swarm);
                });
    }

    @Test
    void oneDeadSlowPeerCostsNothing() {
        for (int mib : new int[] {32, 256, 1024}) {
            long size = (long) (mib * MIB);
            double without = amongFour(size, swarm -> {}).seconds();
            List<Consumer<Swarm>> odd =
                    List.of(
                            swarm -> swarm.seeder(10_000, 20),
                            swarm -> swarm.seeder(1, 20),
                            swarm -> swarm.seeder(MIB / 2, 300),
                            swarm -> swarm.seeder(10 * MIB, 20).dead = true,
                            swarm -> {
                                SimulatedPeer dying = swarm.seeder(10 * MIB, 20);
                                swarm.simulation.at(Simulation.SECOND / 2, () -> dying.dead = true);
                            },
                            swarm -> {
                                SimulatedPeer tiring = swarm.seeder(10 * MIB, 20);
                                swarm.simulation.at(
                                        Simulation.SECOND / 2, () -> tiring.rate = 1000);
                            });
            for (int i = 0; i < odd.size(); i++) {
                double with = amongFour(size, odd.get(i)).seconds();
                assertTrue(
                        with <= 1.1 * without,
                        mib + " MiB, odd peer " + i + ": " + with + " s, without " + without);
            }
        }
    }

    @Test
    void theRatesOfAllAddUp() {
        Outcome outcome =
                download(
                        (long) (512 * MIB),
                        1e9,
                        List.of(),
                        swarm -> {
                            swarm.seeder(20 * MIB, 1);
                            swarm.seeder(10 * MIB, 10);
                            swarm.seeder(5 * MIB, 100);
                            swarm.seeder(2 * MIB, 200);
                        });
        assertTrue(outcome.seconds() <= 1.1 * 512 / 37, outcome.seconds() + " s");
        assertTrue(outcome.download().duplicateBytes <= 8 * MIB);
    }

    @Test
    void oneSeederIsKeptBusyAtAnyDistance() {
        for (long latency : new long[] {0, 10, 100, 300}) {
            Outcome outcome =
                    download(
                            (long) (256 * MIB),
                            1e9,
                            List.of(),
                            swarm -> swarm.seeder(20 * MIB, latency));
            double ideal = 256.0 / 20 + 2 * latency / 1000.0;
            assertTrue(outcome.seconds() <= 1.2 * ideal, latency + " ms: " + outcome.seconds());
            assertEquals(0, outcome.download().duplicateBytes);
        }
    }

    @Test
    void aRateLimitHoldsWithinFivePercentOverTenSeconds() {
        for (int limit : new int[] {50_000, 1 << 20, 50 << 20}) {
            Simulation simulation = new Simulation();
            PieceGrid grid = new PieceGrid(1L << 30, 1 << 20);
            List<RateLimit.Share> limits =
                    List.of(new RateLimit(limit).join(), new RateLimit().join());
            SimulatedDownload download =
                    new SimulatedDownload(
                            simulation,
                            grid,
                            PieceOrder.rarestFirst(grid.pieces(), new Random(SEED)),
                            DispatchSettings.DEFAULT,
                            limits,
                            1e9);
            for (int i = 0; i < 3; i++) {
                SimulatedPeer peer = download.seeder(i, 40 * MIB, 5 * Simulation.MILLI);
                simulation.at(0, peer::connect);
            }
            download.runUntil(10 * Simulation.SECOND);
            assertEquals(10.0 * limit, download.carriedBytes, 0.05 * 10 * limit, limit + "");
        }
    }
}
