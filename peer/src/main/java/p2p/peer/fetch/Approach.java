package p2p.peer.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import p2p.peer.connection.ConnectionListener;
import p2p.peer.connection.FramedConnection;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.StepTimer;
import p2p.protocol.HostPort;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Side;

/**
 * Tries the ways to somebody side by side, each a little after the one before it. The first that
 * leads to who is meant stays, and the others are closed. On the download's event loop.
 */
final class Approach {

    /** Who makes the connections. */
    interface Connector {
        void connect(HostPort to, Handler<AsyncResult<NetSocket>> done);
    }

    /** What comes of it: one of the last two, once. */
    interface Events {
        /** Somebody else is there. */
        void stranger(HostPort at);

        void reached(FramedConnection connection, HostPort at);

        void failed(String reason);
    }

    private static final long NEXT_AFTER = TimeUnit.MILLISECONDS.toNanos(250);

    /** What nobody has checked is not waited for as long as what somebody has. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

    private final Connector connector;
    private final String who;
    private final PeerContact contact;
    private final int ways;
    private final Set<HostPort> unchecked;
    private final Function<NetSocket, @Nullable SslHandler> secured;
    private final ConnectionListener afterwards;
    private final Events events;
    private final Deque<HostPort> left;
    private final List<Try> underWay = new ArrayList<>();
    private final List<HostPort> inVain = new ArrayList<>();
    private final StepTimer timer;
    private long nextAt = System.nanoTime();
    private String whyNot = "";
    private boolean over;

    /** {@code afterwards} hears what comes over the connection that stays. */
    Approach(
            EventLoop loop,
            Connector connector,
            String who,
            PeerContact contact,
            List<HostPort> ways,
            Set<HostPort> unchecked,
            Function<NetSocket, @Nullable SslHandler> secured,
            ConnectionListener afterwards,
            Events events) {
        this.connector = connector;
        this.who = who;
        this.contact = contact;
        this.ways = ways.size();
        this.unchecked = unchecked;
        this.secured = secured;
        this.afterwards = afterwards;
        this.events = events;
        left = new ArrayDeque<>(ways);
        timer = new StepTimer(loop, this::step);
    }

    void begin() {
        step();
    }

    /** Somebody has come, who may be meant. */
    void come(NetSocket socket) {
        if (over) {
            socket.close();
            return;
        }
        SocketAddress from = socket.remoteAddress();
        var come = new Try(new HostPort(from.hostAddress(), from.port()), System.nanoTime());
        underWay.add(come);
        come.connected(Future.succeededFuture(socket));
    }

    void end() {
        over = true;
        timer.off();
        List.copyOf(underWay).forEach(Try::leave);
        underWay.clear();
    }

    private void step() {
        if (over) {
            return;
        }
        long now = System.nanoTime();
        underWay.stream().filter(it -> it.isOverdue(now)).toList().forEach(Try::giveUp);
        if (!left.isEmpty() && (underWay.isEmpty() || now - nextAt >= 0)) {
            nextAt = now + NEXT_AFTER;
            var next = new Try(left.removeFirst(), now);
            underWay.add(next);
            next.begin();
        }
        if (left.isEmpty() && underWay.isEmpty()) {
            end();
            events.failed(ways == 1 ? whyNot : who + " cannot be reached at " + all() + ".");
        } else if (!over) {
            timer.within(left.isEmpty() ? PATIENCE : nextAt - now, now);
        }
    }

    private String all() {
        return inVain.stream().map(HostPort::toString).collect(Collectors.joining(", "));
    }

    private final class Try implements ConnectionListener {
        private final HostPort to;
        private final long since;
        private @Nullable FramedConnection connection;
        private boolean isChosen;
        private boolean gone;

        Try(HostPort to, long since) {
            this.to = to;
            this.since = since;
        }

        void begin() {
            connector.connect(to, this::connected);
        }

        private void connected(AsyncResult<NetSocket> connected) {
            if (gone) {
                if (connected.succeeded()) {
                    connected.result().close();
                }
            } else if (connected.failed()) {
                closed(who + " cannot be reached at " + to + ".");
            } else {
                SslHandler handler = secured.apply(connected.result());
                var opened = new FramedConnection(connected.result(), Side.SEEDER, handler, this);
                connection = opened;
                opened.whenReady(() -> proved(opened));
            }
        }

        private void proved(FramedConnection opened) {
            if (gone) {
                return;
            }
            if (opened.isEncrypted()
                    && !opened.proved().equals(Optional.of(contact.fingerprint()))) {
                events.stranger(to);
                opened.close("Another peer answers at this address.");
                return;
            }
            isChosen = true;
            underWay.remove(this);
            end();
            events.reached(opened, to);
        }

        boolean isOverdue(long now) {
            return unchecked.contains(to) && now - since > PATIENCE;
        }

        void giveUp() {
            leave();
            closed(who + " does not answer at " + to + ".");
        }

        void leave() {
            gone = true;
            if (connection != null) {
                connection.close("Another way is as good.");
            }
        }

        @Override
        public void frame(Frame frame) throws ProtocolException {
            if (isChosen) {
                afterwards.frame(frame);
            }
        }

        @Override
        public void payload(ByteBuf owner, ByteBuffer payload) throws ProtocolException {
            if (isChosen) {
                afterwards.payload(owner, payload);
            }
        }

        @Override
        public void closed(String reason) {
            if (isChosen) {
                afterwards.closed(reason);
            } else if (underWay.remove(this)) {
                gone = true;
                whyNot = reason;
                inVain.add(to);
                timer.soon();
            }
        }
    }
}
