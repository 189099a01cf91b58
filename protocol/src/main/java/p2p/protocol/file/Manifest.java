package p2p.protocol.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Binds every byte of a share: its size, the hashes of its pieces one after the other, and the hash
 * of the whole as {@code sha256sum} prints it. It does not know the share's name. A folder is the
 * bytes of its files and of its tree (see {@link FolderLayout}); its whole hash is the tree's, in
 * which all others are.
 */
public record Manifest(
        long size,
        int pieceSize,
        HashAlgorithm algorithm,
        byte[] pieceHashes,
        byte[] fileHash,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Folder folder) {

    /** What is known of a folder before its tree is: the tree's bytes, and how many files. */
    public record Folder(int treeSize, int files) {

        public Folder {
            if (treeSize < 0 || treeSize > FolderTree.LARGEST) {
                throw new IllegalArgumentException(
                        "a folder's tree has at most " + FolderTree.LARGEST + " bytes");
            }
            if (files < 0 || files > FolderTree.MOST_ENTRIES) {
                throw new IllegalArgumentException(
                        "a folder has at most " + FolderTree.MOST_ENTRIES + " files");
            }
        }
    }

    public static final int SMALLEST_PIECE = 256 << 10;
    public static final int LARGEST_PIECE = 16 << 20;
    public static final long LARGEST_FILE = 16L << 40;
    public static final int MOST_PIECES = 1 << 20;

    private static final int PIECES_AIMED_AT = 1000;
    private static final byte[] ID_PREFIX = "p2p file 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FOLDER_PREFIX =
            "p2p folder 1\n".getBytes(StandardCharsets.US_ASCII);

    @JsonCreator
    public Manifest {
        if (size < 0 || size > LARGEST_FILE) {
            throw new IllegalArgumentException("a file has 0 to " + LARGEST_FILE + " bytes");
        }
        if (pieceSize < SMALLEST_PIECE
                || pieceSize > LARGEST_PIECE
                || Integer.bitCount(pieceSize) != 1) {
            throw new IllegalArgumentException(
                    "a piece's size is a power of two from 256 KiB to 16 MiB");
        }
        if (size > (long) MOST_PIECES * pieceSize) {
            throw new IllegalArgumentException(
                    "a file has at most " + MOST_PIECES + " pieces; choose larger ones");
        }
        if (folder != null && folder.treeSize() > size) {
            throw new IllegalArgumentException("a folder's tree is a part of it");
        }
        if (fileHash.length != algorithm.length()) {
            throw new IllegalArgumentException("the file's hash is of the wrong length");
        }
        long expected = pieceCount(size, pieceSize) * (long) algorithm.length();
        if (pieceHashes.length != expected) {
            throw new IllegalArgumentException(
                    "the pieces' hashes have " + pieceHashes.length + " bytes, not " + expected);
        }
    }

    /** The manifest of a single file. */
    public Manifest(
            long size,
            int pieceSize,
            HashAlgorithm algorithm,
            byte[] pieceHashes,
            byte[] fileHash) {
        this(size, pieceSize, algorithm, pieceHashes, fileHash, null);
    }

    /** The piece size for a file: the smallest that makes at most about 1,000 pieces. */
    public static int pieceSizeFor(long size) {
        int pieceSize = SMALLEST_PIECE;
        while (pieceSize < LARGEST_PIECE && size / pieceSize > PIECES_AIMED_AT) {
            pieceSize *= 2;
        }
        return pieceSize;
    }

    /** Pieces of a file of this size; at most 2^20. */
    public static int pieceCount(long size, int pieceSize) {
        return (int) ((size + pieceSize - 1) / pieceSize);
    }

    @JsonIgnore
    public int pieceCount() {
        return pieceCount(size, pieceSize);
    }

    /** Where a folder's tree begins, which goes to the end; only of a folder. */
    @JsonIgnore
    public long treeOffset() {
        return size - Objects.requireNonNull(folder).treeSize();
    }

    public long pieceOffset(int piece) {
        return (long) piece * pieceSize;
    }

    /** Every piece has the piece size but the last, which has what is left. */
    public int pieceLength(int piece) {
        return (int) Math.min(pieceSize, size - pieceOffset(piece));
    }

    public boolean pieceMatches(int piece, byte[] digest) {
        int at = piece * algorithm.length();
        return MessageDigest.isEqual(
                digest, Arrays.copyOfRange(pieceHashes, at, at + algorithm.length()));
    }

    /** The file's id; costs a hash of all the pieces' hashes, so keep it. */
    public FileId computeId() {
        MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
        digest.update(folder == null ? ID_PREFIX : FOLDER_PREFIX);
        digest.update(
                ByteBuffer.allocate(13)
                        .put((byte) algorithm.code())
                        .putLong(size)
                        .putInt(pieceSize)
                        .flip());
        if (folder != null) {
            digest.update(
                    ByteBuffer.allocate(8).putInt(folder.treeSize()).putInt(folder.files()).flip());
        }
        digest.update(pieceHashes);
        return FileId.of(digest.digest());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that
                && size == that.size
                && pieceSize == that.pieceSize
                && algorithm == that.algorithm
                && Objects.equals(folder, that.folder)
                && Arrays.equals(fileHash, that.fileHash)
                && Arrays.equals(pieceHashes, that.pieceHashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fileHash);
    }

    @Override
    public String toString() {
        return "Manifest[size="
                + size
                + ", pieceSize="
                + pieceSize
                + ", "
                + algorithm.label()
                + (folder == null ? "" : ", " + folder)
                + "]";
    }
}
