package p2p.peer.disk;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.BadTree;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderTree;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/** A folder whose tree is here: what it holds, and where in its pieces each file lies. */
public record Folder(byte[] encoded, FolderTree tree, FolderLayout layout) {

    public static boolean isItsTree(byte[] encoded, Manifest manifest) {
        byte[] digest = manifest.algorithm().newDigest().digest(encoded);
        return MessageDigest.isEqual(digest, manifest.fileHash());
    }

    /** Refuses a tree that is none, or of another folder than the manifest's. */
    public static Folder of(byte[] encoded, Manifest manifest, Path place) throws DiskTrouble {
        try {
            FolderTree tree = FolderTree.decode(encoded, manifest.algorithm());
            for (TreeEntry entry : tree.entries()) {
                if (Target.isReserved(entry.path())) {
                    throw broken(
                            place, "'" + entry.path() + "' has a name that is kept for downloads.");
                }
            }
            var layout = new FolderLayout(tree.files(), manifest.pieceSize());
            if (layout.treeAt() != manifest.treeOffset()
                    || layout.files().size() != described(manifest).files()) {
                throw broken(place, "It contradicts itself.");
            }
            return new Folder(encoded, tree, layout);
        } catch (BadTree e) {
            throw broken(place, e.getMessage());
        } catch (ArithmeticException e) {
            throw broken(place, "Its files are too large.");
        }
    }

    /** What of it is wanted; all where nothing is selected. */
    public Chosen chosen(@Nullable TreeSelection selection) {
        return Chosen.of(this, selection);
    }

    /** How many bytes have to move for that, since pieces move whole. */
    public long bytes(Chosen chosen, Manifest manifest) {
        return chosen.pieces(layout).stream().mapToLong(manifest::pieceLength).sum();
    }

    /** For a disk that takes names for equal which differ in case or in how accents are written. */
    void requireDistinctNames(Path place) throws DiskTrouble {
        Map<String, String> seen = new HashMap<>();
        for (TreeEntry entry : tree.entries()) {
            String folded =
                    Normalizer.normalize(entry.path(), Normalizer.Form.NFKC)
                            .toUpperCase(Locale.ROOT)
                            .toLowerCase(Locale.ROOT);
            String other = seen.put(folded, entry.path());
            if (other != null) {
                throw broken(
                        place,
                        "this disk cannot tell '%s' from '%s'.".formatted(entry.path(), other));
            }
        }
    }

    /** What the manifest of a folder says of it. */
    static Manifest.Folder described(Manifest manifest) {
        return Objects.requireNonNull(manifest.folder());
    }

    private static DiskTrouble broken(Path place, String why) {
        return new DiskTrouble(
                DiskTrouble.Kind.BAD_NAME, "The folder " + place + " cannot be made: " + why);
    }
}
