package p2p.bench;

import io.vertx.core.Vertx;
import java.util.Random;
import java.util.function.Consumer;
import p2p.peer.tracker.SessionListener;
import p2p.peer.tracker.TrackerClient;
import p2p.peer.tracker.TrackerSession;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;

/** The session of a real peer, which stays attached as one does, and nothing else of it. */
final class AttachedPeer implements SessionListener {

    private final TrackerSession session;
    private final Consumer<TrackerMessage> ear;
    private volatile Consumer<TrackerMessage.Welcome> welcomed = _ -> {};
    private volatile boolean attached;
    private volatile boolean loggedOut;
    private volatile int losses;
    private volatile long lostAt;
    private volatile long attachedAt;

    AttachedPeer(Vertx vertx, TrackerList trackers, Random random, Consumer<TrackerMessage> ear) {
        this.ear = ear;
        var client = new TrackerClient(vertx, trackers, TrackerTrust.ofTheMachine(), random);
        session = new TrackerSession(vertx, client, random, Runnable::run, this);
    }

    void open(String token, HostPort listen) {
        session.open(
                token,
                new PeerMessage.Hello(
                        Messages.VERSION,
                        "bench",
                        listen,
                        new Fingerprint("0".repeat(21) + token),
                        Encryption.OFF));
    }

    void say(PeerMessage message) {
        session.send(message);
    }

    /** What it does when it is attached again. */
    void whenWelcomed(Consumer<TrackerMessage.Welcome> action) {
        welcomed = action;
    }

    boolean isAttached() {
        return attached;
    }

    boolean isLoggedOut() {
        return loggedOut;
    }

    int losses() {
        return losses;
    }

    long lostAt() {
        return lostAt;
    }

    long attachedAt() {
        return attachedAt;
    }

    @Override
    public void attached(Entry tracker, TrackerMessage.Welcome welcome) {
        attached = true;
        attachedAt = System.nanoTime();
        welcomed.accept(welcome);
    }

    @Override
    public void heard(TrackerMessage message) {
        ear.accept(message);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread alone writes it
    public void lost(String reason) {
        attached = false;
        losses = losses + 1;
        lostAt = System.nanoTime();
    }

    @Override
    public void ended(String token, String reason) {
        attached = false;
        loggedOut = true;
        System.err.println("logged out: " + reason);
    }
}
