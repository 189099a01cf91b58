package p2p.peer.disk;

import java.io.Closeable;
import java.io.IOException;

/** Closes what was opened in vain. */
final class Closing {

    private Closing() {}

    static void after(Exception cause, Closeable... opened) {
        for (Closeable each : opened) {
            try {
                each.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
