package p2p.peer.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import p2p.peer.disk.FileHasher;
import p2p.peer.disk.FileStamp;
import p2p.peer.disk.HashedFile;
import p2p.peer.disk.Progress;
import p2p.peer.disk.SharedFile;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

/** A file of random bytes, hashed and ready to be shared. */
record Sample(Path path, FileId id, Manifest manifest, FileStamp stamp) {

    static Sample of(Path path, long size, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(path)) {
            for (long left = size; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(block.length, left));
            }
        }
        HashedFile hashed = FileHasher.hash(path, HashAlgorithm.SHA_256, Progress.IGNORED);
        return new Sample(path, hashed.manifest().computeId(), hashed.manifest(), hashed.stamp());
    }

    SharedFile shared() {
        return new SharedFile(path, stamp);
    }
}
