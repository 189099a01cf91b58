package p2p.peer.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import p2p.peer.disk.Part;
import p2p.peer.disk.TreePieces;
import p2p.protocol.file.FileId;

/**
 * Trees of folders that somebody looked into, so that who looks again asks nobody; not for ever.
 */
public final class Looks {

    static final int MOST = 64;
    static final long MOST_BYTES = 128L << 20;

    private static final String TREE = ".tree";

    private final Path folder;

    /** Removes what was under way when the last program here ended. */
    Looks(Path folder) throws IOException {
        this.folder = folder;
        for (Path each : inside()) {
            String name = each.getFileName().toString();
            if (TreePieces.isOfThem(each)) {
                if (!Files.exists(TreePieces.treeOf(each))) {
                    Files.delete(each);
                }
            } else if (!name.endsWith(TREE)) {
                Path place = folder.resolve(name.split("\\.", 2)[0]);
                Part.discard(place);
                Files.deleteIfExists(place);
            }
        }
    }

    private List<Path> inside() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    /** Where an empty folder stands beside what is fetched, until the tree is here. */
    public Path place(FileId id) {
        return folder.resolve(id.hex());
    }

    public Path tree(FileId id) {
        return folder.resolve(id.hex() + TREE);
    }

    /** The oldest go, but never the newest. */
    public void trim() throws IOException {
        List<Path> trees =
                inside().stream()
                        .filter(each -> each.toString().endsWith(TREE))
                        .sorted(Comparator.comparingLong(Looks::written).reversed())
                        .toList();
        long bytes = 0;
        for (int i = 0; i < trees.size(); i++) {
            Path tree = trees.get(i);
            Path beside = TreePieces.beside(tree);
            bytes += Files.size(tree) + beside.toFile().length();
            if (i > 0 && (i >= MOST || bytes > MOST_BYTES)) {
                Files.deleteIfExists(tree);
                Files.deleteIfExists(beside);
            }
        }
    }

    private static long written(Path tree) {
        return tree.toFile().lastModified();
    }
}
