package p2p.peer.disk;

import java.nio.charset.StandardCharsets;

/** Patterns of paths, against paths of a stranger's folder. */
public final class FuzzedGlobs {

    private FuzzedGlobs() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int cut = text.indexOf('\n');
        if (cut >= 0) {
            Glob.of(text.substring(0, cut)).takes(text.substring(cut + 1));
        }
    }
}
