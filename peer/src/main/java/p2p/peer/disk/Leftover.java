package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/** What an earlier version of a folder left in its place that the newer one there has not. */
public final class Leftover {

    private Leftover() {}

    /** How many files that is; none where the trees cannot be read. */
    public static int files(List<Earlier> earlier, Shared now) {
        if (!(now instanceof SharedFolder folder)) {
            return 0;
        }
        try {
            Set<String> left = new HashSet<>();
            for (Earlier each : earlier) {
                if (each.place().equals(folder.path())) {
                    left.addAll(files(each));
                }
            }
            left.removeAll(folder.paths());
            return (int) left.stream().filter(path -> isThere(folder.path(), path)).count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> files(Earlier earlier) throws IOException {
        if (earlier.manifest().isEmpty() || earlier.keptTree().isEmpty()) {
            return List.of();
        }
        Manifest manifest = earlier.manifest().get();
        if (manifest.folder() == null) {
            return List.of();
        }
        byte[] encoded = Files.readAllBytes(earlier.keptTree().get());
        return Folder.of(encoded, manifest, earlier.place()).layout().files().stream()
                .map(TreeEntry.File::path)
                .toList();
    }

    private static boolean isThere(Path folder, String path) {
        return Files.isRegularFile(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }
}
