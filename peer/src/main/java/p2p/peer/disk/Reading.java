package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/** Reads that do not stop halfway. */
final class Reading {

    private static final int STEP = 256 << 10;

    private Reading() {}

    /** Fills the buffer; false when the file ends before. */
    static boolean fully(FileChannel from, long position, ByteBuffer into) throws IOException {
        for (long at = position; into.hasRemaining(); ) {
            int read = from.read(into, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }

    /** Memory for steps through what is so long. */
    static ByteBuffer steps(long length) {
        return ByteBuffer.allocate((int) Math.min(STEP, length));
    }

    /** Adds this part of the file to the digest; false when the file ends before. */
    static boolean digest(Bytes from, long position, long length, MessageDigest digest)
            throws IOException {
        return digest(from, position, length, digest, steps(length));
    }

    /** The same, in steps through this memory. */
    static boolean digest(
            Bytes from, long position, long length, MessageDigest digest, ByteBuffer buffer)
            throws IOException {
        for (long done = 0; done < length; done += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            if (!from.read(position + done, buffer)) {
                return false;
            }
            digest.update(buffer.flip());
        }
        return true;
    }
}
