package p2p.peer.seed;

import p2p.protocol.file.FileId;

/** Hears, on an event loop, that a file is not served any more though nobody asked for that. */
@FunctionalInterface
public interface SeedListener {
    void stopped(FileId file, String reason);
}
