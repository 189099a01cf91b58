package p2p.tracker;

import io.restassured.RestAssured;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One tracker in a process of its own, whose bounds are so narrow that a test reaches them soon,
 * for all the tests that do. REST Assured goes there.
 */
public final class GuardedTracker implements BeforeAllCallback {

    /** Connections of one source without a whole request. */
    public static final int UNFINISHED = 200;

    /** An address of this machine whose X-Forwarded-For is believed. */
    public static final String PROXY = "127.0.0.9";

    public static final int MOST_GROUPS = 3;
    public static final int MOST_REQUESTS = 3;
    public static final int MOST_INVITATIONS = 3;
    public static final int MOST_HASH_BYTES = 32 << 10;

    private static final Map<String, String> BOUNDS =
            Map.of(
                    "P2P_PASSWORD_MEMORY_KIB", "38912",
                    "P2P_HTTP_PATIENCE", "2S",
                    "P2P_HTTP_UNFINISHED", String.valueOf(UNFINISHED),
                    "P2P_TRUSTED_PROXIES", PROXY,
                    "P2P_MOST_GROUPS", String.valueOf(MOST_GROUPS),
                    "P2P_MOST_REQUESTS", String.valueOf(MOST_REQUESTS),
                    "P2P_MOST_INVITATIONS", String.valueOf(MOST_INVITATIONS),
                    "P2P_MOST_HASH_BYTES", String.valueOf(MOST_HASH_BYTES));

    private static @Nullable TrackerForTests running;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        RestAssured.baseURI = running().process().url();
    }

    /** Where its operator alone is answered. */
    public static String operator() throws IOException {
        return running().process().operator();
    }

    /** What it has said on standard error. */
    public static String errors() throws IOException {
        return running().process().errors();
    }

    private static synchronized TrackerForTests running() throws IOException {
        TrackerForTests here = running;
        if (here == null) {
            here = new TrackerForTests(BOUNDS);
            running = here;
        }
        return here;
    }
}
