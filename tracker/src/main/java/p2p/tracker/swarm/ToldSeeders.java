package p2p.tracker.swarm;

import java.util.HashSet;
import java.util.Set;
import p2p.protocol.peer.Fingerprint;

/**
 * Which seeders of a file a peer has been told of: a hundred that are there are enough, and of
 * others it hears once few of these are left. So what many do at once is not told to all of them.
 */
final class ToldSeeders {

    static final int MOST = 100;
    static final int MOST_COMPLETE = 120;
    static final int FEW = 20;

    private final Set<Fingerprint> told = new HashSet<>();
    private boolean moreThere;

    /** Whether the peer is to hear of one that has come, or has become complete. */
    boolean joined(Fingerprint seeder, boolean complete) {
        if (told.contains(seeder) || told.size() < (complete ? MOST_COMPLETE : MOST)) {
            told.add(seeder);
            return true;
        }
        moreThere = true;
        return false;
    }

    /** Whether the peer is to hear that one is gone. */
    boolean left(Fingerprint seeder) {
        return told.remove(seeder);
    }

    /** There may be others that it was not told of. */
    void thereMayBeMore() {
        moreThere = true;
    }

    /** Whether others are to be looked for; true once. */
    boolean takeNeed() {
        boolean needed = moreThere && told.size() < FEW;
        moreThere &= !needed;
        return needed;
    }
}
