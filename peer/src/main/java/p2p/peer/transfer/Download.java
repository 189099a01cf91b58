package p2p.peer.transfer;

import io.vertx.core.Future;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

/** A download on its way. Everything may be called on any thread. */
public final class Download {

    Download() {}

    /** Somebody who serves the file; a new contact replaces the one with the same fingerprint. */
    public void addSeeder(PeerContact seeder) {
        throw new UnsupportedOperationException();
    }

    public void removeSeeder(Fingerprint seeder) {
        throw new UnsupportedOperationException();
    }

    /** The ticket to show from now on; open connections live by it as well. */
    public void ticket(byte[] ticket) {
        throw new UnsupportedOperationException();
    }

    /** Asks for nothing any more, and lets go of the seeders. */
    public void pause(String reason) {
        throw new UnsupportedOperationException();
    }

    /** Goes on after {@link #pause} or after trouble. */
    public void resume() {
        throw new UnsupportedOperationException();
    }

    /** Stops cleanly and keeps what there is on the disk. */
    public Future<Void> stop() {
        throw new UnsupportedOperationException();
    }

    /** Stops, and removes what there is of it. */
    public Future<Void> cancel() {
        throw new UnsupportedOperationException();
    }

    public DownloadProgress progress() {
        throw new UnsupportedOperationException();
    }
}
