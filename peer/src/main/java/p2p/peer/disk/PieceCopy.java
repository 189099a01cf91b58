package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.BitSet;
import p2p.protocol.file.Manifest;

/**
 * Takes pieces of a content from something else on this disk that may hold them. Each is read once
 * and hashed while it is written, as what is fetched; what cannot be read is taken for not being
 * there.
 */
final class PieceCopy implements EachPiece.Work {

    private static final int STEP = 256 << 10;

    /** Where pieces go, in steps; a piece counts once it is said that it is as it should be. */
    interface Into {
        void write(long position, ByteBuffer bytes) throws IOException;

        void whole(int piece) throws IOException;
    }

    private final Bytes old;
    private final Manifest manifest;
    private final Into into;
    private final MessageDigest digest;
    private final ByteBuffer buffer;

    private PieceCopy(Bytes old, Manifest manifest, Into into) {
        this.old = old;
        this.manifest = manifest;
        this.into = into;
        digest = manifest.algorithm().newDigest();
        buffer = ByteBuffer.allocate(STEP);
    }

    static BitSet taken(Bytes old, Manifest manifest, BitSet pieces, Into into, Progress progress)
            throws IOException {
        return EachPiece.good(manifest, pieces, () -> new PieceCopy(old, manifest, into), progress);
    }

    @Override
    public boolean on(int piece) throws IOException {
        digest.reset();
        long end = manifest.pieceOffset(piece) + manifest.pieceLength(piece);
        for (long at = manifest.pieceOffset(piece); at < end; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(STEP, end - at));
            if (!isThere(at)) {
                return false;
            }
            digest.update(buffer.flip());
            into.write(at, buffer.rewind());
        }
        if (!manifest.pieceMatches(piece, digest.digest())) {
            return false;
        }
        into.whole(piece);
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
