package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.BitSet;
import p2p.protocol.file.Manifest;

/** Finds out which pieces of a content are as the manifest says. */
final class PieceCheck implements EachPiece.Work {

    private final Bytes file;
    private final Manifest manifest;
    private final MessageDigest digest;
    private final ByteBuffer steps;

    private PieceCheck(Bytes file, Manifest manifest) {
        this.file = file;
        this.manifest = manifest;
        digest = manifest.algorithm().newDigest();
        steps = Reading.steps(manifest.pieceSize());
    }

    static BitSet intact(Bytes file, Manifest manifest, BitSet candidates, Progress progress)
            throws IOException {
        return EachPiece.good(manifest, candidates, () -> new PieceCheck(file, manifest), progress);
    }

    @Override
    public boolean on(int piece) throws IOException {
        boolean whole =
                Reading.digest(
                        file,
                        manifest.pieceOffset(piece),
                        manifest.pieceLength(piece),
                        digest,
                        steps);
        return manifest.pieceMatches(piece, digest.digest()) && whole;
    }
}
