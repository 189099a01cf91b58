package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import p2p.protocol.file.Manifest;

/**
 * The pieces that hold a folder's tree may begin with bytes of files, which whoever has a part of
 * the folder may not have. They are kept beside the tree, so that all who have it can give it.
 */
public record TreePieces(Path keptTree, Manifest manifest) {

    private static final String BEFORE = ".before";

    public static boolean isOfThem(Path file) {
        return file.toString().endsWith(BEFORE);
    }

    /** Where they are kept beside this tree. */
    public static Path beside(Path tree) {
        return tree.resolveSibling(tree.getFileName() + BEFORE);
    }

    /** The tree whose pieces these are of. */
    public static Path treeOf(Path before) {
        String name = before.getFileName().toString();
        return before.resolveSibling(name.substring(0, name.length() - BEFORE.length()));
    }

    /** What is kept beside one tree is kept beside another, too. */
    public static void copy(Path fromTree, Path toTree) throws IOException {
        Path from = beside(fromTree);
        if (Files.isRegularFile(from)) {
            PrivateFile.write(beside(toTree), Files.readAllBytes(from));
        }
    }

    long begin() {
        return manifest.treeOffset() / manifest.pieceSize() * manifest.pieceSize();
    }

    int first() {
        return (int) (begin() / manifest.pieceSize());
    }

    private int length() {
        return (int) (manifest.treeOffset() - begin());
    }

    /** Whether all of them can be given without any file. */
    boolean areHere() {
        return length() == 0 || beside(keptTree).toFile().length() == length();
    }

    /** Where these are the right ones: not all that is wanted of a folder is in them. */
    void keep(Bytes pieces) throws IOException {
        BitSet all = new BitSet();
        all.set(first(), manifest.pieceCount());
        if (length() == 0
                || !PieceCheck.intact(pieces, manifest, all, Progress.IGNORED).equals(all)) {
            return;
        }
        ByteBuffer before = ByteBuffer.allocate(length());
        if (pieces.read(begin(), before)) {
            PrivateFile.write(beside(keptTree), before.array());
        }
    }

    /** The folder's bytes, of which those are taken from here. */
    Bytes over(Bytes folder) {
        return areHere() ? (position, into) -> read(folder, position, into) : folder;
    }

    private boolean read(Bytes folder, long position, ByteBuffer into) throws IOException {
        int limit = into.limit();
        long end = position + into.remaining();
        long from = Math.min(end, Math.max(position, begin()));
        long to = Math.min(end, Math.max(from, manifest.treeOffset()));
        try {
            return read(folder, position, into, from)
                    && readKept(from, into, to)
                    && read(folder, to, into, end);
        } finally {
            into.limit(limit);
        }
    }

    private static boolean read(Bytes folder, long at, ByteBuffer into, long end)
            throws IOException {
        if (end <= at) {
            return true;
        }
        return folder.read(at, into.limit(into.position() + (int) (end - at)));
    }

    private boolean readKept(long at, ByteBuffer into, long end) throws IOException {
        if (end <= at) {
            return true;
        }
        try (FileChannel kept = FileChannel.open(beside(keptTree), StandardOpenOption.READ)) {
            return Reading.fully(
                    kept, at - begin(), into.limit(into.position() + (int) (end - at)));
        }
    }
}
