package p2p.tracker.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this program. */
public final class ProgramVersion {

    public static final String CURRENT = read();

    private ProgramVersion() {}

    private static String read() {
        try (InputStream text = ProgramVersion.class.getResourceAsStream("/p2p/tracker/version")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
