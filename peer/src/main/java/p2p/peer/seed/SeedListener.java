package p2p.peer.seed;

import p2p.protocol.file.FileId;

/** Hears, on an event loop, what befalls what is served though nobody asked for that. */
@FunctionalInterface
public interface SeedListener {

    /** It is not served any more. */
    void stopped(FileId file, String reason);

    /** Some pieces of it are not served any more. */
    default void damaged(FileId file, String reason) {}
}
