package p2p.peer.disk;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;

/** A file or a folder that pieces are served from. */
public sealed interface PieceSource permits Shared, Part {

    /** Where the bytes are now; a download moves when it is finished. */
    Path path();

    /** Whether the pieces lie one after the other in the file that {@link #path} names. */
    boolean isOneFile();

    /**
     * Throws when the bytes are not those that were hashed. Costs one look at the file's
     * attributes: do it before and after bytes leave in a way that does not pass through {@link
     * #read}.
     */
    void check() throws DiskTrouble;

    /** Fills the rest of the buffer from this position, with bytes that are still as hashed. */
    void read(long position, ByteBuffer into) throws DiskTrouble;

    /** Pieces that cannot be read any more, where the others still can. */
    default BitSet lost() {
        return new BitSet();
    }
}
