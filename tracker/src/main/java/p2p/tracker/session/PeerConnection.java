package p2p.tracker.session;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import p2p.protocol.HostPort;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Messages;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.LiveSession;
import p2p.tracker.swarm.MessageText;
import p2p.tracker.swarm.PeerFiles;
import p2p.tracker.swarm.SwarmPeer;

/** One WebSocket of a peer's. It bounds what comes in, what goes out, and silence. */
final class PeerConnection implements SwarmPeer {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 1024;
    private static final int MOST_UNFLUSHED = 512;
    private static final String PING = MessageText.text(new TrackerMessage.Ping());
    private static final String PONG = MessageText.text(new TrackerMessage.Pong());
    private static final String ACK = MessageText.text(new TrackerMessage.Ack(1));
    private static final CloseReason SLOW = new CloseReason(1013, "too slow");
    private static final CloseReason SILENT = new CloseReason(1001, "silence");
    private static final CloseReason RESTART = new CloseReason(1012, "goodbye");

    private final UUID id = UUID.randomUUID();
    private final WebSocketConnection socket;
    private final LiveSession session;
    private final String source;
    private final SessionThreads threads;
    private final Mailbox mailbox;
    private final Outbox outbox = new Outbox(Messages.WINDOW, MOST_WAITING, this::write);
    private final PeerFiles files = new PeerFiles();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean helloSaid = new AtomicBoolean();
    private final AtomicInteger unflushed = new AtomicInteger();
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicInteger pingsHeard = new AtomicInteger();
    private final long openedAt = System.nanoTime();
    private volatile long heardAt = openedAt;
    private volatile long pingedAt = openedAt;
    private volatile Optional<PeerContact> contact = Optional.empty();
    private volatile Optional<Reaching> reaching = Optional.empty();
    private volatile boolean tellsAddresses;
    private volatile boolean closed;

    PeerConnection(
            WebSocketConnection socket,
            LiveSession session,
            String source,
            SessionThreads threads) {
        this.socket = socket;
        this.session = session;
        this.source = source;
        this.threads = threads;
        mailbox =
                new Mailbox(
                        threads,
                        RETRY,
                        refused ->
                                end(
                                        new TrackerMessage.Ended(
                                                refused.refusal().label(), refused.getMessage())));
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public LiveSession session() {
        return session;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public PeerFiles files() {
        return files;
    }

    @Override
    public PeerContact contact() {
        return contact.orElseThrow();
    }

    @Override
    public boolean tellsAddresses() {
        return tellsAddresses;
    }

    void addressesTold() {
        tellsAddresses = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    boolean isFirstHello() {
        boolean first = helloSaid.compareAndSet(false, true);
        if (!first) {
            badMessage("There was a second hello.");
        }
        return first;
    }

    /** Whether its hello has been dealt with. */
    boolean isGreeted() {
        return contact.isPresent();
    }

    void greeted(PeerContact contact, Reaching reaching) {
        this.reaching = Optional.of(reaching);
        this.contact = Optional.of(contact);
    }

    Reaching reaching() {
        return reaching.orElseThrow();
    }

    /** Where others get to it. */
    void isAt(HostPort address) {
        PeerContact now = contact();
        contact = Optional.of(new PeerContact(address, now.fingerprint(), now.encryption()));
    }

    /** Nothing but what is given here has been sent before; from now on all is. */
    void open(List<TrackerMessage> first) {
        outbox.open(first.stream().map(MessageText::text).toList());
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

    @Override
    public void then(Runnable work) {
        mailbox.add(work);
    }

    @Override
    public void thenIn(long seconds, Runnable work) {
        threads.executeIn(seconds, TimeUnit.SECONDS, () -> then(work));
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

    @Override
    public void send(TrackerMessage message) {
        offer(MessageText.text(message), new Object());
    }

    void send(String message) {
        offer(message, new Object());
    }

    @Override
    public void offer(String message, Object subject) {
        if (!closed && !outbox.offer(message, subject)) {
            close(SLOW);
        }
    }

    /** Once a second: pings, and notices that nothing is heard. */
    void look(long now) {
        if (contact.isEmpty() && isOver(now, openedAt, Messages.HELLO_SECONDS)) {
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
            sendAndClose(ended, new CloseReason(1008, ended.code())).subscribe().with(_ -> {});
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
        return socket.sendText(MessageText.text(last))
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
