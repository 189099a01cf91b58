package p2p.tracker.swarm;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import p2p.protocol.session.FileRef;

/** The files that one connection of a peer's is about. */
public final class PeerFiles {

    private final Map<FileRef, Want> wanted = new ConcurrentHashMap<>();
    private final Set<Long> unnamed = new HashSet<>();
    private String servedBefore = "";

    Map<FileRef, Want> wanted() {
        return wanted;
    }

    /** Served over an earlier connection, and not yet over this one. Only for its own work. */
    Set<Long> unnamed() {
        return unnamed;
    }

    /** The hash of what was served over an earlier connection. Only for its own work. */
    String servedBefore() {
        return servedBefore;
    }

    void servedBefore(String hash) {
        servedBefore = hash;
    }
}
