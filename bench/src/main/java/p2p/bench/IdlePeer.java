package p2p.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;

/** A peer that does no more than stay attached. */
final class IdlePeer implements WebSocket.Listener {

    private final Runnable attached;
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<WebSocket> sent = new CompletableFuture<>();
    private volatile boolean lost;

    IdlePeer(Runnable attached) {
        this.attached = attached;
    }

    void attach(HttpClient client, int tracker, String token, HostPort listen) {
        var hello =
                new PeerMessage.Hello(
                        Messages.VERSION,
                        "idle",
                        listen,
                        new Fingerprint("0".repeat(21) + token),
                        Encryption.OFF);
        synchronized (this) {
            sent =
                    client.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + tracker + "/api/v1/session"),
                                    this);
        }
        sent.whenComplete((_, failure) -> {
            if (failure != null) {
                lose(failure);
            }
        });
        say(hello);
    }

    boolean isLost() {
        return lost;
    }

    void close() {
        sent.thenAccept(WebSocket::abort);
    }

    void ping() {
        say(new PeerMessage.Ping());
    }

    /** One after the other, as the socket wants it. */
    private synchronized void say(PeerMessage message) {
        try {
            String json = Json.strict().writerFor(PeerMessage.class).writeValueAsString(message);
            sent = sent.thenCompose(socket -> socket.sendText(json, true));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                hear(Json.lenient().readValue(text.toString(), TrackerMessage.class));
            } catch (JsonProcessingException e) {
                lose(e);
            }
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    private void hear(TrackerMessage message) {
        switch (message) {
            case TrackerMessage.Ping _ -> say(new PeerMessage.Pong());
            case TrackerMessage.Pong _, TrackerMessage.Ack _ -> {
                return;
            }
            case TrackerMessage.Ended ended -> lose(new IllegalStateException(ended.reason()));
            case TrackerMessage.Reachability _ -> {
                say(new PeerMessage.Ack(1));
                attached.run();
            }
            default -> say(new PeerMessage.Ack(1));
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        lose(new IllegalStateException(code + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        lose(error);
    }

    private void lose(Throwable why) {
        if (!lost) {
            lost = true;
            System.err.println("a connection was lost: " + why);
            attached.run();
        }
    }
}
