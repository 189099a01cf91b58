package p2p.tracker.account;

import java.util.Locale;

/** Why a session ended. */
public enum SessionEnd {
    LOGGED_OUT,
    TAKEN_OVER,
    ACCOUNT_DELETED,
    ACCOUNT_DISABLED,
    LOGGED_OUT_BY_ADMINISTRATOR,
    DEVICE_REMOVED,
    PASSWORD_CHANGED,
    PEER_GONE,
    RENEWED,
    NEVER_ATTACHED;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
