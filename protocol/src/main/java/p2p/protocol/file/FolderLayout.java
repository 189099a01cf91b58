package p2p.protocol.file;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Where the bytes of a folder's files lie in the one stream of pieces that the folder is: first the
 * whole pieces of each file, so that a change in one file moves no piece of another; then, without
 * gaps, what is left of each; in the end the tree.
 */
public final class FolderLayout {

    /** The part of the stream from {@code position} on that lies in one file from an offset on. */
    public record Stretch(int file, long offset, long position, long length) {}

    private final List<TreeEntry.File> files;
    private final int pieceSize;

    /** Where the whole pieces of each file begin, and what is left of it. */
    private final long[] wholeAt;

    private final long[] restAt;
    private final long restsAt;
    private final long treeAt;

    public FolderLayout(List<TreeEntry.File> files, int pieceSize) {
        this.files = files;
        this.pieceSize = pieceSize;
        wholeAt = new long[files.size()];
        restAt = new long[files.size()];
        long at = 0;
        for (int i = 0; i < wholeAt.length; i++) {
            wholeAt[i] = at;
            at = Math.addExact(at, whole(i));
        }
        restsAt = at;
        for (int i = 0; i < restAt.length; i++) {
            restAt[i] = at;
            at = Math.addExact(at, rest(i));
        }
        treeAt = at;
    }

    public List<TreeEntry.File> files() {
        return files;
    }

    /** Where what is left of the files begins: at a piece's edge. */
    public long restsAt() {
        return restsAt;
    }

    /** Where the tree begins, which is also how many bytes all files have. */
    public long treeAt() {
        return treeAt;
    }

    /** Bytes of a file that are whole pieces. */
    public long whole(int file) {
        return files.get(file).size() / pieceSize * pieceSize;
    }

    public int rest(int file) {
        return (int) (files.get(file).size() % pieceSize);
    }

    public long wholeAt(int file) {
        return wholeAt[file];
    }

    public long restAt(int file) {
        return restAt[file];
    }

    /** Adds the pieces in which some of a file lies. */
    public void addPieces(int file, BitSet pieces) {
        add(wholeAt[file], whole(file), pieces);
        add(restAt[file], rest(file), pieces);
    }

    private void add(long at, long length, BitSet pieces) {
        if (length > 0) {
            pieces.set((int) (at / pieceSize), (int) ((at + length - 1) / pieceSize) + 1);
        }
    }

    /** What lies at this place before the tree, as far as one file goes. */
    public Stretch at(long position) {
        if (position < 0 || position >= treeAt) {
            throw new IndexOutOfBoundsException("no file lies at " + position);
        }
        if (position < restsAt) {
            int file = last(wholeAt, position);
            long offset = position - wholeAt[file];
            return new Stretch(file, offset, position, whole(file) - offset);
        }
        int file = last(restAt, position);
        long offset = position - restAt[file];
        return new Stretch(file, whole(file) + offset, position, rest(file) - offset);
    }

    /**
     * The last one that begins at or before a place: those before it that begin there are empty.
     */
    private static int last(long[] begins, long position) {
        int found = Arrays.binarySearch(begins, position);
        if (found < 0) {
            return -found - 2;
        }
        while (found + 1 < begins.length && begins[found + 1] == position) {
            found++;
        }
        return found;
    }
}
