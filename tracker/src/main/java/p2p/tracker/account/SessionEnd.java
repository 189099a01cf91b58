package p2p.tracker.account;

/** Why a session ended. */
public enum SessionEnd {
    LOGGED_OUT,
    TAKEN_OVER,
    ACCOUNT_DELETED,
    PEER_GONE
}
