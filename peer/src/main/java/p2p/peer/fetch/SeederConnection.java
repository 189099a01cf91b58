package p2p.peer.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import p2p.peer.connection.Congestion;
import p2p.peer.connection.ConnectionListener;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.FramedConnection;
import p2p.peer.connection.PeerTls;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.TcpSockets;
import p2p.peer.reach.Doors;
import p2p.peer.reach.Network;
import p2p.peer.reach.Standpoint;
import p2p.peer.reach.Whereabouts;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.RelayCall;
import p2p.protocol.wire.Wire;

/** A connection to somebody to download from. */
final class SeederConnection implements ConnectionListener {

    /** What the download makes of what comes. */
    interface Events {
        void joined(SeederConnection seeder, Frame.Welcome welcome);

        void has(SeederConnection seeder, int piece);

        void choked(SeederConnection seeder, boolean choked);

        void arrived(SeederConnection seeder, int bytes);

        /** Everything that was asked for at once is there; the taker releases it. */
        void answered(SeederConnection seeder, PendingRequest request);

        /** Somebody else is at one of its addresses. */
        void stranger(SeederConnection seeder, HostPort at);

        void left(SeederConnection seeder, String reason);
    }

    private static final String IN_THE_CLEAR =
            "It does not encrypt what it sends, and this peer does (--encryption).";

    private final int number;
    private final EventLoop loop;
    private final NetClient client;
    private final PeerTls tls;
    private final Doors doors;
    private final Encryption own;
    private final Congestion congestion;
    private final TcpSockets sockets;
    private final int pieces;
    private final Events events;
    private final PendingRequests pending = new PendingRequests();
    private final PeerContact contact;
    private final Route route;
    private @Nullable Approach approach;
    private @Nullable FramedConnection connection;
    private @Nullable HostPort at;
    private boolean over;
    private boolean welcomed;
    private boolean choked = true;
    private BitSet has = new BitSet();
    private long bytes;

    SeederConnection(
            PeerContact contact,
            Route route,
            int number,
            EventLoop loop,
            FetchResources resources,
            int pieces,
            Events events) {
        this.contact = contact;
        this.route = route;
        this.number = number;
        this.loop = loop;
        this.client = resources.client();
        this.tls = resources.tls();
        this.doors = resources.doors();
        this.own = resources.settings().encryption();
        this.congestion = resources.settings().congestion();
        this.sockets = resources.sockets();
        this.pieces = pieces;
        this.events = events;
    }

    int number() {
        return number;
    }

    PeerContact contact() {
        return contact;
    }

    /** Whether a relay is between the two. */
    boolean isRelayed() {
        return route instanceof Route.Relayed;
    }

    /** Whether the routers between the two let each in because the other came as well. */
    boolean isPunched() {
        return route instanceof Route.Punched;
    }

    /** Which of several to the same seeder it is; 0 is the first. */
    int lane() {
        return route instanceof Route.Further further ? further.lane() : 0;
    }

    boolean isFurther() {
        return lane() > 0;
    }

    /** Where others may be opened besides it. */
    Optional<HostPort> at() {
        return isRelayed() ? Optional.empty() : Optional.ofNullable(at);
    }

    /** To the seeder and back, as far as the system knows. */
    Optional<Duration> roundTrip() {
        return connection == null ? Optional.empty() : connection.roundTrip(sockets);
    }

    ConnectedSeeder shown(Standpoint own, long furtherBytes) {
        String via = isRelayed() ? "relay" : isPunched() ? "punched" : "direct";
        boolean isNear =
                at().flatMap(way -> Network.literal(way.host())).filter(own::isNear).isPresent();
        return new ConnectedSeeder(
                contact.fingerprint(), via, isNear, choked, bytes + furtherBytes);
    }

    boolean isReached() {
        return connection != null;
    }

    long bytes() {
        return bytes;
    }

    boolean isUnchoked() {
        return welcomed && !choked;
    }

    boolean isWelcomed() {
        return welcomed;
    }

    /** By the first of its ways that leads to it. */
    void connect(Frame.Hello hello) {
        if (own == Encryption.ON && !isEncrypted()) {
            closed(IN_THE_CLEAR);
            return;
        }
        String who = isRelayed() ? "The relay" : "A peer";
        var ways =
                new Approach(
                        loop,
                        this::connect,
                        who,
                        contact,
                        route.ways(),
                        route.unchecked(),
                        this::secured,
                        this,
                        new Reaching(hello));
        approach = ways;
        if (route instanceof Route.Punched punched) {
            punched.hole().listen(loop, ways::come);
        }
        ways.begin();
    }

    private void connect(HostPort to, Handler<AsyncResult<NetSocket>> done) {
        if (route instanceof Route.Punched punched) {
            punched.hole().connect(loop, to, done);
        } else {
            client.connect(to.port(), to.host(), done);
        }
    }

    private final class Reaching implements Approach.Events {
        private final Frame.Hello hello;

        Reaching(Frame.Hello hello) {
            this.hello = hello;
        }

        @Override
        public void stranger(HostPort at) {
            if (!isPunched()) {
                doors.stranger(at, System.nanoTime());
                events.stranger(SeederConnection.this, at);
            }
        }

        @Override
        public void reached(FramedConnection reached, HostPort where) {
            connection = reached;
            reached.choose(congestion, sockets);
            if (!isPunched()) {
                doors.met(where);
                at = where;
            }
            route.end();
            reached.send(hello);
        }

        @Override
        public void failed(String reason) {
            closed(reason);
        }
    }

    /** What does not come from a checked address is encrypted, whatever else is not. */
    private boolean isEncrypted() {
        return isRelayed() || isPunched() || contact.encryption() == Encryption.ON;
    }

    private @Nullable SslHandler secured(NetSocket socket) {
        SslHandler handler = isEncrypted() ? tls.client() : null;
        if (route instanceof Route.Relayed(AtRelay atRelay) && handler != null) {
            // The other side has yet to come.
            handler.setHandshakeTimeoutMillis(
                    TimeUnit.SECONDS.toMillis(RelayCall.JOINED_WITHIN_SECONDS));
            socket.write(Buffer.buffer(RelayCall.encode(atRelay.pass())));
        }
        return handler;
    }

    /** Whether it was reached where it says that it is no more. */
    boolean isElsewhere(Whereabouts now) {
        return at().filter(it -> !now.includes(it)).isPresent();
    }

    /** Ends what hangs on an address that this machine has no more. */
    void standsAt(Standpoint now) {
        if (connection != null && !connection.isOf(now)) {
            connection.close("This machine has another address now.");
        }
    }

    void send(Frame frame) {
        if (connection != null) {
            connection.send(frame);
        }
    }

    void ask(int piece, int offset, int length) {
        if (over) {
            return;
        }
        pending.ask(piece, offset, length);
        send(new Frame.Request(piece, offset, length));
    }

    void cancel(int piece, int offset, int length) {
        if (pending.cancel(piece, offset, length)) {
            send(new Frame.Cancel(piece, offset, length));
        }
    }

    void keepAlive(ConnectionSettings settings, long now) {
        if (connection != null) {
            connection.keepAlive(
                    welcomed ? settings.idle() : settings.greeting().multipliedBy(2), now);
        }
    }

    /** Lets go of the peer; the download hears nothing of it. */
    void disconnect(ByeCode code, String reason) {
        FramedConnection leaving = connection;
        if (approach != null) {
            approach.end();
        }
        forget();
        if (leaving != null) {
            leaving.bye(code, reason);
        }
    }

    @Override
    public void frame(Frame frame) throws ProtocolException {
        if (over) {
            return;
        }
        if (!welcomed) {
            if (!(frame instanceof Frame.Welcome welcome)) {
                throw new ProtocolException("WELCOME has to come first.");
            }
            welcome(welcome);
            return;
        }
        switch (frame) {
            case Frame.Data(int piece, int offset, int length) ->
                    pending.begin(piece, offset, length);
            case Frame.Have(int piece) -> has(piece);
            case Frame.Choke() -> choke(true);
            case Frame.Unchoke() -> choke(false);
            case Frame.Ping() -> {
                // Its arrival is all that matters.
            }
            default -> throw new ProtocolException("WELCOME came twice.");
        }
    }

    private void welcome(Frame.Welcome welcome) throws ProtocolException {
        if (welcome.version() != Wire.VERSION || welcome.pieces() != pieces) {
            throw new ProtocolException(
                    "WELCOME of version %d for a file of %d pieces."
                            .formatted(welcome.version(), welcome.pieces()));
        }
        welcomed = true;
        has = welcome.has();
        events.joined(this, welcome);
    }

    private void has(int piece) throws ProtocolException {
        if (piece >= pieces || has.get(piece)) {
            throw new ProtocolException("HAVE for a piece that is none, or was there already.");
        }
        has.set(piece);
        events.has(this, piece);
    }

    private void choke(boolean choke) throws ProtocolException {
        if (choke == choked) {
            throw new ProtocolException("CHOKE or UNCHOKE without a change.");
        }
        choked = choke;
        if (choke) {
            pending.cancelAll();
        }
        events.choked(this, choke);
    }

    @Override
    public void payload(ByteBuf owner, ByteBuffer payload) {
        if (over) {
            return;
        }
        int length = payload.remaining();
        bytes += length;
        Optional<PendingRequest> whole = pending.take(owner, payload);
        events.arrived(this, length);
        whole.ifPresent(request -> events.answered(this, request));
    }

    @Override
    public void closed(String reason) {
        if (!over) {
            forget();
            events.left(this, reason);
        }
    }

    private void forget() {
        over = true;
        route.end();
        connection = null;
        welcomed = false;
        pending.release();
    }
}
