package p2p.tracker;

import io.restassured.RestAssured;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import p2p.testkit.ScratchDatabase;

/**
 * One tracker in a process of its own, as its users run it, for all the tests that only speak to
 * it. REST Assured goes there.
 */
public final class RunningTracker implements BeforeAllCallback {

    private static @Nullable TrackerForTests running;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        RestAssured.baseURI = running().process().url();
    }

    /** Where its operator alone is answered. */
    public static String operator() throws IOException {
        return running().process().operator();
    }

    /** What the tracker runs on, for what only other programs do there. */
    public static ScratchDatabase database() throws IOException {
        return running().database();
    }

    private static synchronized TrackerForTests running() throws IOException {
        TrackerForTests here = running;
        if (here == null) {
            here = new TrackerForTests(Map.of());
            running = here;
        }
        return here;
    }
}
