package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A content that can be read at any place, wherever it lies. */
@FunctionalInterface
interface Bytes {

    /** Fills the buffer; false when the content ends before. */
    boolean read(long position, ByteBuffer into) throws IOException;
}
