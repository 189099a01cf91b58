package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import p2p.protocol.file.TreeEntry;

/** Gets many files onto the disk for good. */
final class Forcing {

    private static final int FEW = 16;

    private Forcing() {}

    /**
     * Few are forced one by one; of many the whole file system is, which costs one wait instead of
     * thousands.
     */
    static void below(Path folder, List<TreeEntry> entries) throws IOException {
        if (entries.size() > FEW && forceFileSystem(folder)) {
            return;
        }
        for (TreeEntry entry : entries) {
            Path place = folder.resolve(entry.path());
            boolean isThere = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
            if (isThere && !(entry instanceof TreeEntry.Link)) {
                Writing.force(place);
            }
        }
        Writing.force(folder);
    }

    /** False where there is no such program, or it has no such option. */
    private static boolean forceFileSystem(Path folder) {
        try {
            Process sync =
                    new ProcessBuilder("sync", "-f", folder.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            sync.getOutputStream().close();
            return sync.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
