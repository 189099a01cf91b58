package p2p.peer.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/** Where the bytes of a download lie until it is complete, and how they get to their place then. */
sealed interface PartStore extends Bytes, Closeable permits FilePart, FolderPart {

    /** Where it lies now. */
    Path path();

    void write(long position, ByteBuffer bytes) throws IOException;

    /** Differs from an earlier one where something was written since. */
    long stamp() throws IOException;

    /** The pieces that are needed, as far as that is known while only these are here. */
    BitSet wanted(BitSet here) throws IOException;

    /** This content as far as it may lie there; nothing while it is not known what it holds. */
    Optional<OldBytes> old(Earlier earlier);

    /** Throws when what was written is not there any more. */
    void check() throws DiskTrouble;

    /** Whether it is where it was asked for. */
    boolean isPlaced();

    /** Checks once more all hashes that the sharer gave for whole files. */
    void verifyWhole(Progress progress) throws IOException;

    /** Everything is here: puts it where it was asked for, on the disk for good. */
    Shared place() throws IOException;

    /** On the disk for good. */
    void force() throws IOException;
}
