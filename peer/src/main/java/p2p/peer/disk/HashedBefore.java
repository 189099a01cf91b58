package p2p.peer.disk;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderLayout.Stretch;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.TreeEntry;

/**
 * What is known of a folder's files from when it was hashed before: of those whose size and time of
 * change are the same, their hashes, and those of the pieces that hold the same of them.
 */
final class HashedBefore {

    private static final int NONE = -1;

    private final FolderLayout layout;
    private final int pieceSize;
    private final int hashLength;

    /** Null where nothing is known. */
    private final @Nullable HashedFolder earlier;

    private final FolderLayout old;

    /** The number that each file had, or NONE. */
    private final int[] numbers;

    private HashedBefore(
            FolderLayout layout,
            int pieceSize,
            int hashLength,
            @Nullable HashedFolder earlier,
            FolderLayout old,
            int[] numbers) {
        this.layout = layout;
        this.pieceSize = pieceSize;
        this.hashLength = hashLength;
        this.earlier = earlier;
        this.old = old;
        this.numbers = numbers;
    }

    static HashedBefore of(
            Optional<HashedFolder> earlier,
            Path root,
            HashAlgorithm algorithm,
            FolderLayout layout,
            int pieceSize) {
        Optional<FolderLayout> old =
                earlier.filter(found -> found.manifest().algorithm() == algorithm)
                        .flatMap(found -> layout(found, root));
        return new HashedBefore(
                layout,
                pieceSize,
                algorithm.length(),
                old.flatMap(_ -> earlier).orElse(null),
                old.orElse(layout),
                numbers(layout, old));
    }

    private static Optional<FolderLayout> layout(HashedFolder found, Path root) {
        try {
            return Folder.isItsTree(found.tree(), found.manifest())
                    ? Optional.of(Folder.of(found.tree(), found.manifest(), root).layout())
                    : Optional.empty();
        } catch (DiskTrouble e) {
            return Optional.empty();
        }
    }

    /** All that was hashed then, where this is its tree. */
    Optional<HashedFolder> ifItsTree(byte[] tree) {
        return Optional.ofNullable(earlier).filter(found -> Arrays.equals(found.tree(), tree));
    }

    private static int[] numbers(FolderLayout layout, Optional<FolderLayout> old) {
        Map<String, Integer> known = new HashMap<>();
        old.ifPresent(before -> {
            for (int i = 0; i < before.files().size(); i++) {
                known.put(before.files().get(i).path(), i);
            }
        });
        int[] numbers = new int[layout.files().size()];
        for (int i = 0; i < numbers.length; i++) {
            TreeEntry.File now = layout.files().get(i);
            int number = known.getOrDefault(now.path(), NONE);
            boolean same = number != NONE && isSame(now, old.orElseThrow().files().get(number));
            numbers[i] = same ? number : NONE;
        }
        return numbers;
    }

    private static boolean isSame(TreeEntry.File now, TreeEntry.File before) {
        return now.size() == before.size() && now.modified() == before.modified();
    }

    Optional<byte[]> hash(int file) {
        return numbers[file] == NONE
                ? Optional.empty()
                : Optional.of(old.files().get(numbers[file]).hash());
    }

    /** Whether the hashes of its whole pieces are known. */
    boolean hasPieces(int file) {
        return numbers[file] != NONE
                && earlier != null
                && earlier.manifest().pieceSize() == pieceSize;
    }

    void copyPieces(int file, byte[] into) {
        copy(old.wholeAt(numbers[file]), layout.wholeAt(file), layout.whole(file), into);
    }

    /** False where not all of that piece, of what is left of files, was one piece before. */
    boolean copyRests(long position, byte[] into) {
        if (position + pieceSize > layout.treeAt()) {
            return false;
        }
        long was = NONE;
        for (long at = position; at < position + pieceSize; ) {
            Stretch stretch = layout.at(at);
            if (!hasPieces(stretch.file())) {
                return false;
            }
            long offset = stretch.offset() - layout.whole(stretch.file());
            long begin = old.restAt(numbers[stretch.file()]) + offset - (at - position);
            if (begin % pieceSize != 0 || was != NONE && was != begin) {
                return false;
            }
            was = begin;
            at += stretch.length();
        }
        copy(was, position, pieceSize, into);
        return true;
    }

    private void copy(long from, long to, long length, byte[] into) {
        if (earlier != null) {
            System.arraycopy(
                    earlier.manifest().pieceHashes(),
                    (int) (from / pieceSize) * hashLength,
                    into,
                    (int) (to / pieceSize) * hashLength,
                    (int) (length / pieceSize) * hashLength);
        }
    }
}
