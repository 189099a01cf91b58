package p2p.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import p2p.peer.disk.FileHasher;
import p2p.peer.disk.Progress;
import p2p.protocol.file.HashAlgorithm;

/** Hashes a file by turns into a manifest and with one SHA-256 on one core, and prints seconds. */
public final class HashRate {

    private HashRate() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            hashOnce(file);
            long one = System.nanoTime() - start;
            start = System.nanoTime();
            FileHasher.hash(file, HashAlgorithm.SHA_256, Progress.IGNORED);
            long manifest = System.nanoTime() - start;
            IO.println("one " + one / 1e9 + " manifest " + manifest / 1e9);
        }
    }

    private static void hashOnce(Path file) throws IOException {
        MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocate(256 << 10);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
            }
        }
        digest.digest();
    }
}
