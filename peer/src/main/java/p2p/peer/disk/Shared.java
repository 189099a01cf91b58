package p2p.peer.disk;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;

/** What is complete and shared from here: a file or a folder. */
public sealed interface Shared extends PieceSource, AutoCloseable permits SharedFile, SharedFolder {

    FileStamp stamp();

    /** The pieces that are here, where it is a part of a folder. */
    default Optional<BitSet> part() {
        return Optional.empty();
    }

    /** Tells of a place in it whether what is there is what was shared. */
    Predicate<Path> unchanged();

    /** Something in it that somebody changed; what is gone is not there to be overwritten. */
    Optional<Path> changed();

    /** Why it is not all here as it was shared, though some of it can be served, as a sentence. */
    default Optional<String> difference() throws DiskTrouble {
        return Optional.empty();
    }

    @Override
    void close() throws DiskTrouble;
}
