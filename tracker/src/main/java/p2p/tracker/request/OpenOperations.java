package p2p.tracker.request;

import java.util.Set;

/** The operations that need no session. All others do. */
public final class OpenOperations {

    private static final Set<String> OPEN =
            Set.of(
                    "POST /accounts",
                    "POST /password-resets",
                    "POST /browsers",
                    "POST /sessions",
                    "POST /sessions/renewals",
                    "POST /invitations/checks",
                    "POST /invitations/links",
                    "GET /mirror",
                    "GET /time",
                    "GET /trackers");

    private OpenOperations() {}

    /** {@code operation} is a method and a path below {@code /api/v1}. */
    public static boolean contains(String operation) {
        return OPEN.contains(operation);
    }
}
