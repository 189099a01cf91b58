package p2p.tracker.account;

/** What those who know of connections say of a session. */
public interface PeerPresence {

    /** Whether its peer was attached, and is not any more. In the caller's transaction. */
    boolean isGone(LiveSession session);

    /** Whether its peer is attached. In the caller's transaction. */
    boolean isThere(LiveSession session);
}
