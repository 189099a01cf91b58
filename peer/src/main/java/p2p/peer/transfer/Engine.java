package p2p.peer.transfer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import p2p.peer.disk.SharedFile;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.ticket.TicketClaims;

/** Serves files to other peers and downloads from them. Everything may be called on any thread. */
public final class Engine {

    public Engine(
            Vertx vertx,
            EngineSettings settings,
            Identity identity,
            TicketGate gate,
            ServingListener listener,
            Clock clock,
            RandomGenerator random) {}

    /** Listens; the answer is where. */
    public Future<HostPort> start() {
        throw new UnsupportedOperationException();
    }

    public Fingerprint fingerprint() {
        throw new UnsupportedOperationException();
    }

    /** Serves the file until told otherwise, or until it is seen changed. */
    public void serve(FileId file, Manifest manifest, SharedFile source) {
        throw new UnsupportedOperationException();
    }

    public void stopServing(FileId file, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Drops at once every connection that lives by such a ticket. */
    public void revoke(Predicate<TicketClaims> concerned, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Starts a download or goes on with one; what it has is served as well, as it comes. */
    public Download download(DownloadSpec spec, DownloadListener listener) {
        throw new UnsupportedOperationException();
    }

    /** The most in all, in bytes a second; 0 is no limit. */
    public void limits(long up, long down) {
        throw new UnsupportedOperationException();
    }

    /** The most for one file, in bytes a second; 0 is no limit. */
    public void limits(FileId file, long up, long down) {
        throw new UnsupportedOperationException();
    }

    /** Stops all downloads cleanly and serving. */
    public Future<Void> stop() {
        throw new UnsupportedOperationException();
    }
}
