package p2p.peer.disk;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file that pieces are served from. */
public sealed interface PieceSource permits SharedFile, PartFile {

    /** Where the bytes are now; a download's file moves when it is finished. */
    Path path();

    /**
     * Throws when the bytes are not those that were hashed. Costs one look at the file's
     * attributes: do it before and after bytes leave in a way that does not pass through {@link
     * #read}.
     */
    void check() throws DiskTrouble;

    /** Fills the rest of the buffer from this position, with bytes that are still as hashed. */
    void read(long position, ByteBuffer into) throws DiskTrouble;
}
