package p2p.tracker.swarm;

import java.util.List;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;

/**
 * Some of those who have a file: whom a tracker reaches, whom it does not, and who meets at a
 * relay.
 */
record FoundSeeders(List<Seeder> reached, List<Seeder> unchecked, List<Seeder> relayed) {

    /** A full list may have left others out. */
    boolean mayLackSome() {
        return reached.size() == TrackerMessage.Seeders.MOST
                || unchecked.size() == TrackerMessage.UncheckedSeeders.MOST
                || relayed.size() == TrackerMessage.RelayedSeeders.MOST;
    }
}
