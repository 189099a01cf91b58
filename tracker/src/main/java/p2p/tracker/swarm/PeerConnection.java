package p2p.tracker.swarm;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Messages;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.Person;

/** One WebSocket of a peer's. It bounds what comes in, what goes out, and silence. */
final class PeerConnection {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 1024;
    private static final int MOST_UNFLUSHED = 512;
    private static final String PING = MessageCodec.text(new TrackerMessage.Ping());
    private static final String PONG = MessageCodec.text(new TrackerMessage.Pong());
    private static final String ACK = MessageCodec.text(new TrackerMessage.Ack(1));
    private static final CloseReason SLOW = new CloseReason(1013, "too slow");
    private static final CloseReason SILENT = new CloseReason(1001, "silence");
    private static final CloseReason RESTART = new CloseReason(1012, "goodbye");

    private final UUID id = UUID.randomUUID();
    private final WebSocketConnection socket;
    private final LiveSession session;
    private final String source;
    private final Mailbox mailbox;
    private final Outbox outbox = new Outbox(Messages.WINDOW, MOST_WAITING, this::write);
    private final Map<FileRef, Want> wants = new ConcurrentHashMap<>();
    private final Set<Long> unnamed = new HashSet<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean helloSaid = new AtomicBoolean();
    private final AtomicInteger unflushed = new AtomicInteger();
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicInteger pingsHeard = new AtomicInteger();
    private final long openedAt = System.nanoTime();
    private volatile long heardAt = openedAt;
    private volatile long pingedAt = openedAt;
    private volatile PeerContact contact;
    private volatile boolean closed;

    PeerConnection(
            WebSocketConnection socket, LiveSession session, String source, SwarmThreads threads) {
        this.socket = socket;
        this.session = session;
        this.source = source;
        mailbox =
                new Mailbox(
                        threads,
                        RETRY,
                        refused ->
                                end(
                                        new TrackerMessage.Ended(
                                                refused.refusal().label(), refused.getMessage())));
    }

    UUID id() {
        return id;
    }

    LiveSession session() {
        return session;
    }

    Person person() {
        return session.person();
    }

    /** The address that the connection comes from. */
    String source() {
        return source;
    }

    Map<FileRef, Want> wants() {
        return wants;
    }

    /**
     * Files served over an earlier connection, and not yet over this one. Only for its own work.
     */
    Set<Long> unnamed() {
        return unnamed;
    }

    /** Null before the hello. */
    PeerContact contact() {
        return contact;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isFirstHello() {
        boolean first = helloSaid.compareAndSet(false, true);
        if (!first) {
            badMessage("There was a second hello.");
        }
        return first;
    }

    void greeted(PeerContact contact) {
        this.contact = contact;
    }

    /** Nothing but what is given here has been sent before; from now on all is. */
    void open(List<TrackerMessage> first) {
        outbox.open(first.stream().map(MessageCodec::text).toList());
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    /** A message to be dealt with after those before it. */
    void received(Runnable work) {
        received(CompletableFuture.completedFuture(null), work);
    }

    /** The same, where something else has to be done before. */
    void received(CompletableFuture<?> before, Runnable work) {
        if (inHand.incrementAndGet() > Messages.WINDOW) {
            badMessage("More messages were sent than were acknowledged.");
            return;
        }
        mailbox.add(
                before,
                () -> {
                    if (!closed) {
                        work.run();
                    }
                    inHand.decrementAndGet();
                    write(ACK);
                });
    }

    /** To be done between two messages. */
    void then(Runnable work) {
        mailbox.add(work);
    }

    void pinged() {
        if (mayPing()) {
            write(PONG);
        }
    }

    boolean mayPing() {
        boolean may = pingsHeard.incrementAndGet() <= Messages.MOST_PINGS;
        if (!may) {
            badMessage("There were too many pings.");
        }
        return may;
    }

    void acknowledged(int messages) {
        if (!outbox.acknowledged(messages)) {
            badMessage("More messages were acknowledged than were sent.");
        }
    }

    void send(TrackerMessage message) {
        offer(MessageCodec.text(message), new Object());
    }

    void send(String message) {
        offer(message, new Object());
    }

    /** A message that still waits under the same subject is out of date. */
    void offer(String message, Object subject) {
        if (!closed && !outbox.offer(message, subject)) {
            close(SLOW);
        }
    }

    /** Once a second: pings, and notices that nothing is heard. */
    void look(long now) {
        if (contact == null && isOver(now, openedAt, Messages.HELLO_SECONDS)) {
            badMessage("There was no hello.");
        } else if (isOver(now, heardAt, Messages.SILENCE_SECONDS)) {
            close(SILENT);
        } else if (isOver(now, pingedAt, Messages.PING_SECONDS)) {
            pingedAt = now;
            pingsHeard.set(0);
            write(PING);
        }
    }

    private static boolean isOver(long now, long since, int seconds) {
        return now - since >= TimeUnit.SECONDS.toNanos(seconds);
    }

    void badMessage(String sentence) {
        end(new TrackerMessage.Ended(TrackerMessage.Ended.BAD_MESSAGE, sentence));
    }

    void end(TrackerMessage.Ended ended) {
        if (!closed) {
            closed = true;
            sendAndClose(ended, new CloseReason(1008, ended.type())).subscribe().with(_ -> {});
        }
    }

    /** The other side has closed, or is lost. */
    void gone() {
        closed = true;
        gone.complete(null);
    }

    /** Over when the connection is. */
    Uni<Void> goodbye(String reason) {
        closed = true;
        return sendAndClose(new TrackerMessage.Goodbye(reason), RESTART)
                .chain(() -> Uni.createFrom().completionStage(gone));
    }

    private Uni<Void> sendAndClose(TrackerMessage last, CloseReason reason) {
        return socket.sendText(MessageCodec.text(last))
                .chain(() -> socket.close(reason))
                .onFailure()
                .recoverWithNull();
    }

    private void close(CloseReason reason) {
        closed = true;
        socket.close(reason).onFailure().recoverWithNull().subscribe().with(_ -> {});
    }

    private void write(String message) {
        if (closed) {
            return;
        }
        if (unflushed.incrementAndGet() > MOST_UNFLUSHED) {
            close(SLOW);
            return;
        }
        socket.sendText(message)
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .with(_ -> unflushed.decrementAndGet());
    }
}
