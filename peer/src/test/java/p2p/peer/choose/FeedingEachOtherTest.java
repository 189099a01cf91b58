package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.protocol.file.Manifest;

/** One slow seeder and several downloaders with faster links among them, in simulated time. */
class FeedingEachOtherTest {

    private static final long MIB = 1 << 20;
    private static final double SEEDER = 50 * MIB;
    private static final long LATENCY = Simulation.MILLI / 2;
    private static final int DOWNLOADERS = 8;

    private final Simulation simulation = new Simulation();

    @ParameterizedTest
    @CsvSource({"1024, 60", "1024, 400", "128, 400"})
    void theSeederGivesNearlyEveryByteOnce(int mib, int link) {
        long size = mib * MIB;
        PieceGrid grid = new PieceGrid(size, Manifest.pieceSizeFor(size));
        SimulatedUplink seeder = new SimulatedUplink(simulation, grid.pieces(), SEEDER);
        List<SimulatedDownload> downloads = downloads(grid, seeder, link * MIB);
        while (downloads.stream().anyMatch(one -> one.verified.cardinality() < grid.pieces())) {
            assertTrue(simulation.step(1000 * Simulation.SECOND), "not done");
        }
        double copies = (double) seeder.sent / size;
        double ideal = size / SEEDER * Simulation.SECOND;
        assertTrue(copies <= 1.06, () -> "the seeder gave " + copies + " copies");
        assertTrue(
                simulation.now() <= 1.1 * ideal,
                () -> simulation.now() / ideal + " times the ideal time");
    }

    private List<SimulatedDownload> downloads(PieceGrid grid, SimulatedUplink seeder, double link) {
        List<SimulatedDownload> downloads = new ArrayList<>();
        List<SimulatedUplink> uplinks = new ArrayList<>();
        for (int i = 0; i < DOWNLOADERS; i++) {
            uplinks.add(new SimulatedUplink(simulation, grid.pieces(), link));
            downloads.add(
                    new SimulatedDownload(
                            simulation,
                            grid,
                            PieceOrder.rarestFirst(grid.pieces(), new Random(i)),
                            DispatchSettings.DEFAULT,
                            List.of(),
                            link));
        }
        for (SimulatedDownload download : downloads) {
            join(download.seeder(DOWNLOADERS, 1, LATENCY), seeder, download);
            for (int other = 0; other < DOWNLOADERS; other++) {
                if (downloads.get(other) != download) {
                    SimulatedPeer peer = download.peer(other, 1, LATENCY);
                    downloads.get(other).seenAs(peer);
                    join(peer, uplinks.get(other), download);
                }
            }
        }
        return downloads;
    }

    private void join(SimulatedPeer peer, SimulatedUplink uplink, SimulatedDownload download) {
        uplink.add(peer, download);
        simulation.at(0, peer::connect);
    }
}
