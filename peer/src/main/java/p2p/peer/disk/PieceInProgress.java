package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import p2p.protocol.file.Manifest;

/**
 * The hash of a piece whose blocks arrive: taken on the way as long as they come in order, else
 * from the disk at the end. Its lock keeps the threads apart that work on this piece.
 */
final class PieceInProgress {

    private final long position;
    private final int length;
    private final MessageDigest digest;
    private int hashed;

    PieceInProgress(Manifest manifest, int piece) {
        this.position = manifest.pieceOffset(piece);
        this.length = manifest.pieceLength(piece);
        this.digest = manifest.algorithm().newDigest();
    }

    void arrived(int offset, ByteBuffer block) {
        if (offset == hashed) {
            hashed += block.remaining();
            digest.update(block);
        } else if (offset < hashed) {
            digest.reset();
            hashed = 0;
        }
    }

    /** Ends it: the next block would belong to another attempt. */
    byte[] digest(Bytes file) throws IOException {
        Reading.digest(file, position + hashed, length - hashed, digest);
        hashed = 0;
        return digest.digest();
    }
}
