package p2p.peer.choose;

import p2p.peer.rate.RateLimit;
import p2p.protocol.file.Manifest;

/** How a file of some size is cut into pieces, and the pieces into blocks of 16 KiB. */
public record PieceGrid(long size, int pieceSize) {

    /**
     * What is accounted for one by one; every request begins and ends at a block's edge, and takes
     * from the limits what they hand out.
     */
    public static final int BLOCK = RateLimit.GRAIN;

    public PieceGrid {
        if (size < 0 || pieceSize < BLOCK || pieceSize % BLOCK != 0) {
            throw new IllegalArgumentException("a piece is a whole number of blocks");
        }
    }

    public static PieceGrid of(Manifest manifest) {
        return new PieceGrid(manifest.size(), manifest.pieceSize());
    }

    public int pieces() {
        return Manifest.pieceCount(size, pieceSize);
    }

    public int pieceLength(int piece) {
        return (int) Math.min(pieceSize, size - (long) piece * pieceSize);
    }

    int blocks(int piece) {
        return blocksIn(pieceLength(piece));
    }

    static int blocksIn(int length) {
        return (length + BLOCK - 1) / BLOCK;
    }
}
