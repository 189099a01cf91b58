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

    public static final int REQUEST_BURST = 100;
    public static final int MOST_GROUPS = 3;
    public static final int MOST_REQUESTS = 3;
    public static final int MOST_INVITATIONS = 3;
    public static final int MOST_HASH_BYTES = 32 << 10;

    /** It is a relay as well, whose port must not take the bounds of the other away. */
    private static final Map<String, String> BOUNDS =
            Map.ofEntries(
                    // It computes much.
                    Map.entry("P2P_JAVA_OPTIONS", ""),
                    Map.entry("P2P_RELAY", "on"),
                    Map.entry("P2P_RELAY_PORT", "0"),
                    Map.entry("P2P_PASSWORD_MEMORY_KIB", "38912"),
                    Map.entry("P2P_HTTP_PATIENCE", "2S"),
                    Map.entry("P2P_HTTP_UNFINISHED", String.valueOf(UNFINISHED)),
                    Map.entry("P2P_TRUSTED_PROXIES", PROXY),
                    Map.entry("P2P_REQUEST_BURST", String.valueOf(REQUEST_BURST)),
                    Map.entry("P2P_MOST_GROUPS", String.valueOf(MOST_GROUPS)),
                    Map.entry("P2P_MOST_REQUESTS", String.valueOf(MOST_REQUESTS)),
                    Map.entry("P2P_MOST_INVITATIONS", String.valueOf(MOST_INVITATIONS)),
                    Map.entry("P2P_MOST_HASH_BYTES", String.valueOf(MOST_HASH_BYTES)));

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
