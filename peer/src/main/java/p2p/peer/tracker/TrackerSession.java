package p2p.peer.tracker;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.reach.Network;
import p2p.peer.reach.Standpoint;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;

/**
 * Keeps a WebSocket to one of the trackers: attaches with a token, says hello, and moves on to
 * another tracker when this one is lost or says goodbye, until the token is void.
 */
public final class TrackerSession {

    private static final Logger LOG = Logger.getLogger(TrackerSession.class);
    private static final String TARGET = RestRequest.API + "/session";
    private static final int UNAUTHORIZED = 401;
    private static final short GOING_AWAY = 1001;
    private static final Duration TICK = Duration.ofMillis(250);

    private final Vertx vertx;
    private final Context context;
    private final ByIdentity<WebSocketClient> clients;
    private final TrackerChoice choice;
    private final SessionTiming timing;
    private final RandomGenerator random;
    private final Executor thread;
    private final SessionListener listener;
    private final Backoff backoff;

    private @Nullable Admission admission;
    private @Nullable Connection connection;
    private int triedInVain;

    /** How often in a row the fingerprint was somebody else's. */
    private int fingerprintTaken;

    public TrackerSession(
            Vertx vertx,
            TrackerClient client,
            RandomGenerator random,
            Executor thread,
            SessionListener listener) {
        this(vertx, client, random, thread, listener, SessionTiming.USUAL);
    }

    TrackerSession(
            Vertx vertx,
            TrackerClient trackers,
            RandomGenerator random,
            Executor thread,
            SessionListener listener,
            SessionTiming timing) {
        this.vertx = vertx;
        this.choice = trackers.choice();
        this.random = random;
        this.thread = thread;
        this.listener = listener;
        this.timing = timing;
        context = vertx.getOrCreateContext();
        backoff = new Backoff(timing.pause(), timing.longest(), random);
        clients =
                new ByIdentity<>(
                        choice.order(), identity -> client(identity, trackers.trust(), timing));
        context.runOnContext(_ -> vertx.setPeriodic(TICK.toMillis(), _ -> tick()));
    }

    private WebSocketClient client(
            Optional<Fingerprint> identity, TrackerTrust trust, SessionTiming timing) {
        var options =
                new WebSocketClientOptions()
                        .setConnectTimeout((int) timing.attach().toMillis())
                        .setMaxFrameSize(Messages.LARGEST)
                        .setMaxMessageSize(Messages.LARGEST);
        trust.applyTo(options, identity, choice.order());
        return vertx.createWebSocketClient(options);
    }

    private record Admission(String token, PeerMessage.Hello hello) {}

    /** Attaches with this token, and again whenever the connection is lost, until it is closed. */
    public void open(String token, PeerMessage.Hello hello) {
        context.runOnContext(_ -> {
            detach();
            admission = new Admission(token, hello);
            triedInVain = 0;
            backoff.reset();
            attach();
        });
    }

    /** The same after a pause, where the token is void and no other one can be had for now. */
    public void openLater(String token, PeerMessage.Hello hello) {
        context.runOnContext(_ -> {
            detach();
            admission = new Admission(token, hello);
            attachAfterLongest();
        });
    }

    public void close() {
        context.runOnContext(_ -> {
            admission = null;
            fingerprintTaken = 0;
            detach();
        });
    }

    /** Goes to the tracker that the peer is attached to; without one it goes nowhere. */
    public void send(PeerMessage message) {
        context.runOnContext(_ -> {
            if (connection != null && connection.welcomed) {
                connection.link.send(message);
            }
        });
    }

    /** Where this peer is now: what hangs on an address of before is lost, and no pause is due. */
    public void standsAt(Standpoint now) {
        context.runOnContext(_ -> {
            if (connection == null) {
                backoff.reset();
                attach();
            } else {
                connection.standsAt(now);
            }
        });
    }

    private void tick() {
        if (connection != null && connection.connected && !connection.link.tick(now())) {
            connection.lose("it says nothing any more");
        }
    }

    private void attach() {
        if (admission == null || connection != null) {
            return;
        }
        Connection next = new Connection(choice.preferred(), admission);
        connection = next;
        next.start();
    }

    private void detach() {
        if (connection != null) {
            Connection old = connection;
            connection = null;
            old.hangUp();
        }
    }

    /** The next tracker at once, the same round again after a pause. */
    private void attachLater(Entry failed, boolean soon) {
        choice.failed(failed);
        triedInVain++;
        Duration pause =
                soon || triedInVain < choice.order().size()
                        ? Duration.ofMillis(random.nextLong(1, timing.pause().toMillis() + 1))
                        : backoff.next();
        vertx.setTimer(Math.max(1, pause.toMillis()), _ -> attach());
    }

    private void attachAfterLongest() {
        vertx.setTimer(timing.longest().toMillis(), _ -> attach());
    }

    private void tell(Runnable news) {
        thread.execute(news);
    }

    private static Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }

    /** One connection to one tracker, from the first try to its end. */
    private final class Connection {
        private final Entry tracker;
        private final Admission admitted;
        private final ClientWebSocket socket;
        private final SessionLink link;
        private boolean connected;
        private boolean welcomed;

        Connection(Entry tracker, Admission admitted) {
            this.tracker = tracker;
            this.admitted = admitted;
            socket = clients.of(tracker).webSocket();
            link = new SessionLink(socket, timing, now(), this::heard);
        }

        void start() {
            socket.textMessageHandler(text -> {
                if (isCurrent() && !link.receive(text, now())) {
                    lose("its message cannot be understood");
                }
            });
            socket.exceptionHandler(e -> lose(String.valueOf(e.getMessage())));
            socket.closeHandler(_ -> lose("it closed the connection"));
            var options =
                    new WebSocketConnectOptions()
                            .setHost(tracker.address().host())
                            .setPort(tracker.address().port())
                            .setSsl(tracker.secure())
                            .setURI(TARGET);
            options.addHeader("Authorization", "Bearer " + admitted.token());
            options.setTimeout(timing.attach().toMillis());
            socket.connect(options).onSuccess(_ -> connected()).onFailure(this::refused);
            vertx.setTimer(
                    timing.attach().toMillis(),
                    _ -> {
                        if (!welcomed) {
                            lose("it does not welcome this peer");
                        }
                    });
        }

        private void connected() {
            connected = true;
            if (isCurrent()) {
                link.send(admitted.hello());
            } else {
                hangUp();
            }
        }

        void standsAt(Standpoint now) {
            SocketAddress own = connected ? socket.localAddress() : null;
            if (own != null && Network.literal(own.hostAddress()).filter(now::has).isEmpty()) {
                triedInVain = 0;
                lose("this machine has another address now");
            }
        }

        /** A connection that is still being made hangs up once it is. */
        void hangUp() {
            if (connected) {
                socket.close(GOING_AWAY);
            }
        }

        private void refused(Throwable cause) {
            if (isCurrent()
                    && cause instanceof UpgradeRejectedException rejected
                    && rejected.getStatus() == UNAUTHORIZED) {
                end("The session is not valid any more; log in again.");
            } else {
                lose(TrackerTrust.reason(cause));
            }
        }

        private void heard(TrackerMessage message) {
            switch (message) {
                case TrackerMessage.Welcome welcome -> {
                    welcomed = true;
                    triedInVain = 0;
                    fingerprintTaken = 0;
                    backoff.reset();
                    choice.answered(tracker);
                    deal(() -> listener.attached(tracker, welcome));
                }
                case TrackerMessage.Goodbye goodbye -> move(goodbye.reason());
                case TrackerMessage.Ended ended when ended.isLoggedOut() -> end(ended.reason());
                case TrackerMessage.Ended ended
                        when ended.code().equals(TrackerMessage.Ended.FINGERPRINT_TAKEN) ->
                        fingerprintTaken(ended.reason());
                case TrackerMessage.Ended ended -> turnedAway(ended.reason());
                default -> deal(() -> listener.heard(message));
            }
        }

        /** The tracker may send more once this message has been dealt with. */
        private void deal(Runnable news) {
            tell(() -> {
                try {
                    news.run();
                } finally {
                    context.runOnContext(_ -> link.dealtWith());
                }
            });
        }

        void lose(String reason) {
            if (isCurrent()) {
                leave("The tracker at " + tracker.address() + " is lost: " + reason + ".");
                attachLater(tracker, false);
            }
        }

        private void move(String reason) {
            leave("The tracker at " + tracker.address() + " stops: " + reason);
            attachLater(tracker, true);
        }

        /** The same again would have the same end: wait as long as ever, then try once more. */
        private void turnedAway(String reason) {
            leave("The tracker at " + tracker.address() + " ended the session: " + reason);
            attachAfterLongest();
        }

        /** A new proof helps once; after that, another one who has proved the key is there. */
        private void fingerprintTaken(String reason) {
            fingerprintTaken++;
            if (fingerprintTaken == 1) {
                end(reason);
                return;
            }
            turnedAway(reason);
            if (fingerprintTaken == 2) {
                tell(() -> listener.lost(reason));
            }
        }

        private void end(String reason) {
            admission = null;
            detach();
            tell(() -> listener.ended(admitted.token(), reason));
        }

        private void leave(String reason) {
            boolean wasAttached = welcomed;
            detach();
            LOG.debug(reason);
            if (wasAttached) {
                tell(() -> listener.lost(reason));
            }
        }

        private boolean isCurrent() {
            return connection == this;
        }
    }
}
