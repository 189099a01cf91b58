package p2p.peer.tracker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.WebSocketBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import p2p.protocol.Json;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;

/**
 * One connection of a session: its window, its acknowledgements and its pings. Everything happens
 * on the connection's event loop; the owner drives the time with {@link #tick}.
 */
final class SessionLink {

    private static final ObjectMapper JSON =
            Json.lenient().disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE);
    private static final int ACKNOWLEDGED_AT_ONCE = Messages.WINDOW / 4;

    private final WebSocketBase socket;
    private final SessionTiming timing;
    private final Consumer<TrackerMessage> inbox;
    private final Deque<PeerMessage> waiting = new ArrayDeque<>();
    private int unacknowledged;
    private int dealtWith;
    private Duration heard;
    private Duration pinged;

    SessionLink(
            WebSocketBase socket,
            SessionTiming timing,
            Duration now,
            Consumer<TrackerMessage> inbox) {
        this.socket = socket;
        this.timing = timing;
        this.inbox = inbox;
        heard = now;
        pinged = now;
    }

    /** Goes out in its turn, once the tracker has dealt with enough of what went before. */
    void send(PeerMessage message) {
        waiting.add(message);
        flush();
    }

    /** Takes a message in; false when it is none that can be understood. */
    boolean receive(String text, Duration now) {
        heard = now;
        TrackerMessage message;
        try {
            message = JSON.readValue(text, TrackerMessage.class);
        } catch (JacksonException e) {
            return false;
        }
        switch (message) {
            case TrackerMessage.Ack ack -> {
                unacknowledged = Math.max(0, unacknowledged - ack.messages());
                flush();
            }
            case TrackerMessage.Ping _ -> write(new PeerMessage.Pong());
            case TrackerMessage.Pong _ -> {
                /* it was heard, and that is all that a pong is for */
            }
            case null -> dealtWith(); // a newer tracker's message, which still counts
            default -> inbox.accept(message);
        }
        return true;
    }

    /** One more message of the tracker's is done with. */
    void dealtWith() {
        dealtWith++;
        if (dealtWith >= ACKNOWLEDGED_AT_ONCE) {
            acknowledge();
        }
    }

    /** Call it often: false when the connection is to be given up, for nothing was heard. */
    boolean tick(Duration now) {
        if (now.minus(heard).compareTo(timing.silence()) >= 0) {
            return false;
        }
        acknowledge();
        if (now.minus(pinged).compareTo(timing.ping()) >= 0) {
            pinged = now;
            write(new PeerMessage.Ping());
        }
        return true;
    }

    private void acknowledge() {
        if (dealtWith > 0) {
            write(new PeerMessage.Ack(dealtWith));
            dealtWith = 0;
        }
    }

    private void flush() {
        while (unacknowledged < Messages.WINDOW && !waiting.isEmpty()) {
            unacknowledged++;
            write(waiting.poll());
        }
    }

    private void write(PeerMessage message) {
        if (socket.isClosed()) {
            return;
        }
        try {
            socket.writeTextMessage(JSON.writerFor(PeerMessage.class).writeValueAsString(message));
        } catch (JacksonException e) {
            throw new IllegalStateException("a message can be written", e);
        }
    }
}
