package p2p.peer.tracker;

import p2p.protocol.TrackerList.Entry;
import p2p.protocol.session.TrackerMessage;

/** Hears what a session hears, one call after the other. */
public interface SessionListener {

    /** Say anew all that is served and wanted: this tracker knows nothing of it. */
    void attached(Entry tracker, TrackerMessage.Welcome welcome);

    void heard(TrackerMessage message);

    /** No tracker for now; the session goes on trying. */
    void lost(String reason);

    /** The token is void: another one is needed to go on. */
    void ended(String token, String reason);
}
