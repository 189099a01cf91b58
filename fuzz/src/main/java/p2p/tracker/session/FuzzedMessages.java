package p2p.tracker.session;

import java.nio.charset.StandardCharsets;

/** What peers say to a tracker. */
public final class FuzzedMessages {

    private FuzzedMessages() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            PeerMessages.parse(new String(input, StandardCharsets.UTF_8));
        } catch (PeerMessages.BadMessage e) {
            if (!e.ended().reason().endsWith(".")) {
                throw new IllegalStateException("no sentence: " + e.ended().reason(), e);
            }
        }
    }
}
