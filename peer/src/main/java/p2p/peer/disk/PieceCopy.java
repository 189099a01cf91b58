package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.BitSet;
import p2p.protocol.file.Manifest;

/**
 * Takes pieces of a content from something else on this disk that may hold them. Each is read once
 * and kept if it has its hash; what cannot be read is taken for not being there.
 */
final class PieceCopy implements EachPiece.Work {

    /** Where a piece goes that is as it should be. */
    interface Keep {
        void keep(int piece, ByteBuffer bytes) throws IOException;
    }

    private final Bytes old;
    private final Manifest manifest;
    private final Keep keep;
    private final MessageDigest digest;
    private final ByteBuffer buffer;

    private PieceCopy(Bytes old, Manifest manifest, Keep keep) {
        this.old = old;
        this.manifest = manifest;
        this.keep = keep;
        digest = manifest.algorithm().newDigest();
        buffer = ByteBuffer.allocate((int) Math.min(manifest.pieceSize(), manifest.size()));
    }

    static BitSet taken(Bytes old, Manifest manifest, BitSet pieces, Keep keep, Progress progress)
            throws IOException {
        return EachPiece.good(manifest, pieces, () -> new PieceCopy(old, manifest, keep), progress);
    }

    @Override
    public boolean on(int piece) throws IOException {
        buffer.clear().limit(manifest.pieceLength(piece));
        if (!isThere(manifest.pieceOffset(piece))) {
            return false;
        }
        digest.update(buffer.flip());
        if (!manifest.pieceMatches(piece, digest.digest())) {
            return false;
        }
        keep.keep(piece, buffer.rewind());
        return true;
    }

    private boolean isThere(long position) {
        try {
            return old.read(position, buffer);
        } catch (IOException e) {
            return false;
        }
    }
}
