package p2p.tracker;

import io.restassured.RestAssured;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import p2p.testkit.ScratchDatabase;

/** One tracker that is a relay, for all tests {@linkplain ExtendWith extended} with it. */
public final class RelayingTracker implements BeforeAllCallback {

    private static @Nullable TrackerForTests running;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        RestAssured.baseURI = running().process().url();
    }

    public static ScratchDatabase database() throws IOException {
        return running().database();
    }

    private static synchronized TrackerForTests running() throws IOException {
        TrackerForTests here = running;
        if (here == null) {
            here = new TrackerForTests(Map.of("P2P_RELAY", "on", "P2P_RELAY_PORT", "0"));
            running = here;
        }
        return here;
    }
}
