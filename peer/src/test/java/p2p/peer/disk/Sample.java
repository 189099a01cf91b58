package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

/** Random content, and the pieces of it. */
record Sample(byte[] bytes, Manifest manifest, FileId id) {

    /** A single file has none. */
    static final Path NO_TREE = Path.of("/nowhere");

    static final int PIECE = Manifest.SMALLEST_PIECE;

    static Sample of(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return of(bytes);
    }

    static Sample of(byte[] bytes) {
        return of(bytes, PIECE);
    }

    static Sample of(byte[] bytes, int pieceSize) {
        var algorithm = HashAlgorithm.SHA_256;
        int pieces = Manifest.pieceCount(bytes.length, pieceSize);
        ByteBuffer hashes = ByteBuffer.allocate(pieces * algorithm.length());
        for (int piece = 0; piece < pieces; piece++) {
            int from = piece * pieceSize;
            int to = Math.min(from + pieceSize, bytes.length);
            hashes.put(algorithm.newDigest().digest(Arrays.copyOfRange(bytes, from, to)));
        }
        Manifest manifest =
                new Manifest(
                        bytes.length,
                        pieceSize,
                        algorithm,
                        hashes.array(),
                        algorithm.newDigest().digest(bytes));
        return new Sample(bytes, manifest, manifest.computeId());
    }

    Part open(Path file) throws DiskTrouble {
        return open(file, IfExists.REFUSE);
    }

    Part open(Path file, IfExists ifExists) throws DiskTrouble {
        return Part.open(file, id, manifest, ifExists, NO_TREE, null, Progress.IGNORED);
    }

    ByteBuffer block(int piece, int offset, int length) {
        return ByteBuffer.wrap(bytes, piece * manifest.pieceSize() + offset, length).slice();
    }

    ByteBuffer piece(int piece) {
        return block(piece, 0, manifest.pieceLength(piece));
    }

    boolean download(Part part, int piece) throws DiskTrouble {
        part.write(piece, 0, piece(piece));
        return part.verify(piece);
    }

    void downloadAll(Part part) throws DiskTrouble {
        for (int piece = 0; piece < manifest.pieceCount(); piece++) {
            download(part, piece);
        }
    }

    Path file(Path folder) throws IOException {
        return Files.write(folder.resolve("sample"), bytes);
    }
}
