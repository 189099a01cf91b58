package p2p.peer.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.TreeEntry;

/**
 * What is wanted of a folder: entries in the tree's order, with all folders that they stand in, and
 * which of its files are among them.
 */
public record Chosen(List<TreeEntry> entries, BitSet files) {

    /** All of it where nothing is selected. */
    static Chosen of(Folder folder, @Nullable TreeSelection selection) {
        List<TreeEntry> all = folder.tree().entries();
        BitSet files = new BitSet();
        if (selection == null) {
            files.set(0, folder.layout().files().size());
            return new Chosen(all, files);
        }
        Set<String> paths = withFoldersAround(all, selection.paths());
        List<TreeEntry> entries = new ArrayList<>(paths.size());
        int number = 0;
        for (TreeEntry entry : all) {
            boolean chosen = paths.contains(entry.path());
            if (chosen) {
                entries.add(entry);
            }
            if (entry instanceof TreeEntry.File) {
                files.set(number++, chosen);
            }
        }
        return new Chosen(entries, files);
    }

    private static Set<String> withFoldersAround(
            List<TreeEntry> all, TreeSelection.Paths selected) {
        Set<String> paths = new HashSet<>();
        for (TreeEntry entry : all) {
            if (selected.take(entry.path())) {
                String path = entry.path();
                while (paths.add(path) && path.contains("/")) {
                    path = path.substring(0, path.lastIndexOf('/'));
                }
            }
        }
        return paths;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The pieces in which these files lie, whatever else is in them. */
    BitSet pieces(FolderLayout layout) {
        BitSet pieces = new BitSet();
        files.stream().forEach(file -> layout.addPieces(file, pieces));
        return pieces;
    }

    /** Whether there are files of the right sizes: only reading them says more. */
    boolean mayBeAt(Path place) {
        return entries.stream()
                .flatMap(entry -> entry instanceof TreeEntry.File file ? Stream.of(file) : null)
                .allMatch(file -> place.resolve(file.path()).toFile().length() == file.size());
    }

    /** Whether all of it is there as it is in the folder. */
    public boolean isAt(Path place) {
        return entries.stream()
                .allMatch(entry -> SharedFolder.isUnchanged(place.resolve(entry.path()), entry));
    }
}
