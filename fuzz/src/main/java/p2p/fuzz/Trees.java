package p2p.fuzz;

import java.util.Arrays;
import p2p.protocol.file.BadTree;
import p2p.protocol.file.FolderTree;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.TreeEntry;

/** The trees of folders: what is taken stays below the folder, and is written as it was read. */
public final class Trees {

    private Trees() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FolderTree tree;
        try {
            tree = FolderTree.decode(input, HashAlgorithm.SHA_256);
        } catch (BadTree e) {
            return;
        }
        for (TreeEntry entry : tree.entries()) {
            String path = entry.path();
            if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
                throw new IllegalStateException("it leads to " + path);
            }
        }
        if (!Arrays.equals(input, tree.encode())) {
            throw new IllegalStateException("it is written otherwise than it was read");
        }
    }
}
