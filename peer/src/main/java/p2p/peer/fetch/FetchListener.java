package p2p.peer.fetch;

import p2p.peer.disk.Shared;
import p2p.protocol.peer.Fingerprint;

/** Hears of one download, always on that download's event loop: it must not block. */
public interface FetchListener {

    /** The part file is open; so many verified bytes were there already. */
    default void opened(long have) {}

    /** It was joined by pieces of earlier versions that are here. */
    default void taken(long have) {}

    default void pieceVerified(int piece, long have) {}

    /**
     * The file is in its place, and is served from there now; of a folder so many files stay that
     * only the version before had.
     */
    default void completed(Shared file, int staying) {}

    /** It stopped by itself; a new download of the same file goes on with what it had. */
    default void paused(String reason) {}

    /** The peer sent wrong bytes, and is not asked for this file any more. */
    default void peerBanned(Fingerprint peer, String reason) {}

    /** A seeder that can be met at a relay alone is to be met there. */
    default void meet(Fingerprint seeder) {}

    /** A seeder that nobody can reach is to connect to this peer while this one connects to it. */
    default void punch(Fingerprint seeder) {}

    /** The peer ended the connection, or could not be reached; it is tried again later. */
    default void peerLost(Fingerprint peer, String reason) {}
}
