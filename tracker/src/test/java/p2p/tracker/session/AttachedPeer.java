package p2p.tracker.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;

/** A peer's end of the session, driven by hand. It answers pings; the rest is the test's. */
public final class AttachedPeer implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 120;
    private static final AtomicInteger TEST = new AtomicInteger();

    private final BlockingQueue<TrackerMessage> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    private final boolean acknowledges;
    private final WebSocket socket;

    private AttachedPeer(String url, String token, boolean acknowledges) {
        this.acknowledges = acknowledges;
        socket =
                CLIENT.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(
                                URI.create(url.replaceFirst("^http", "ws") + "/api/v1/session"),
                                new Listener())
                        .join();
    }

    public static AttachedPeer connect(String url, String token) {
        return connect(url, token, true);
    }

    public static AttachedPeer connect(String url, String token, boolean acknowledges) {
        return new AttachedPeer(url, token, acknowledges);
    }

    public static PeerMessage.Hello hello(int port, String fingerprintDigit) {
        return new PeerMessage.Hello(
                Messages.VERSION,
                "test",
                new HostPort("127.0.0.1", port),
                fingerprint(fingerprintDigit),
                Encryption.OFF);
    }

    /** A letter's fingerprint, which is another one in each test: nobody has that of another. */
    public static Fingerprint fingerprint(String digit) {
        return Fingerprint.of((digit + TEST.get()).getBytes(UTF_8));
    }

    /** From now on the letters stand for fingerprints that nobody has named before. */
    public static void freshFingerprints() {
        TEST.incrementAndGet();
    }

    /** Says hello, and has heard that it is reachable or not. */
    public AttachedPeer attach(int port, String fingerprintDigit) throws Exception {
        say(hello(port, fingerprintDigit));
        expect(TrackerMessage.Welcome.class);
        expect(TrackerMessage.Reachability.class);
        return this;
    }

    public void say(PeerMessage message) throws Exception {
        sayText(Json.strict().writerFor(PeerMessage.class).writeValueAsString(message));
    }

    public synchronized void sayText(String text) {
        socket.sendText(text, true).join();
    }

    /** The next message of this kind; others before it are passed over. */
    public <T extends TrackerMessage> T expect(Class<T> kind) throws InterruptedException {
        return expect(kind, _ -> true);
    }

    public <T extends TrackerMessage> T expect(Class<T> kind, Predicate<T> which)
            throws InterruptedException {
        var passedOver = new ArrayList<TrackerMessage>();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < until) {
            boolean over = !closed.isEmpty();
            TrackerMessage message = heard.poll(100, TimeUnit.MILLISECONDS);
            if (message != null) {
                if (kind.isInstance(message) && which.test(kind.cast(message))) {
                    return kind.cast(message);
                }
                passedOver.add(message);
            } else if (over) {
                break;
            }
        }
        throw new AssertionError(
                "no %s was heard, only %s; closed: %s"
                        .formatted(kind.getSimpleName(), passedOver, closed));
    }

    /** A message of this kind that has been heard already. */
    public <T extends TrackerMessage> Optional<T> heard(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** The code with which the tracker closes the connection. */
    public int awaitClosed() throws InterruptedException {
        Integer code = closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (code == null) {
            throw new AssertionError("the connection was not closed");
        }
        return code;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(String json) {
            try {
                TrackerMessage message = Json.strict().readValue(json, TrackerMessage.class);
                switch (message) {
                    case TrackerMessage.Ping _ -> say(new PeerMessage.Pong());
                    case TrackerMessage.Pong _, TrackerMessage.Ack _ -> heard.add(message);
                    default -> {
                        heard.add(message);
                        if (acknowledges) {
                            say(new PeerMessage.Ack(1));
                        }
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.add(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.add(1006);
        }
    }
}
