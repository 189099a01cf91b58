package p2p.peer.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import p2p.peer.connection.ConnectionListener;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.FramedConnection;
import p2p.peer.connection.PeerTls;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.RelayCall;
import p2p.protocol.wire.Side;
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

        void left(SeederConnection seeder, String reason);
    }

    private static final String IN_THE_CLEAR =
            "It does not encrypt what it sends, and this peer does (--encryption).";

    private final int number;
    private final NetClient client;
    private final PeerTls tls;
    private final Encryption own;
    private final int pieces;
    private final Events events;
    private final PendingRequests pending = new PendingRequests();
    private final PeerContact contact;
    private final @Nullable AtRelay atRelay;
    private @Nullable FramedConnection connection;
    private boolean over;
    private boolean welcomed;
    private boolean choked = true;
    private BitSet has = new BitSet();
    private long bytes;

    SeederConnection(
            PeerContact contact,
            @Nullable AtRelay atRelay,
            int number,
            FetchResources resources,
            int pieces,
            Events events) {
        this.contact = contact;
        this.atRelay = atRelay;
        this.number = number;
        this.client = resources.client();
        this.tls = resources.tls();
        this.own = resources.settings().encryption();
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
        return atRelay != null;
    }

    long bytes() {
        return bytes;
    }

    boolean isWelcomed() {
        return welcomed;
    }

    void connect(Frame.Hello hello) {
        if (own == Encryption.ON && !isEncrypted()) {
            closed(IN_THE_CLEAR);
            return;
        }
        HostPort to = atRelay == null ? contact.address() : atRelay.relay();
        client.connect(
                to.port(),
                to.host(),
                connected -> {
                    if (over) {
                        if (connected.succeeded()) {
                            connected.result().close();
                        }
                    } else if (connected.succeeded()) {
                        opened(connected.result(), hello);
                    } else {
                        closed(
                                (isRelayed() ? "The relay" : "A peer")
                                        + " cannot be reached at "
                                        + to
                                        + ".");
                    }
                });
    }

    /** What passes a relay is encrypted, whatever else is not. */
    private boolean isEncrypted() {
        return isRelayed() || contact.encryption() == Encryption.ON;
    }

    private void opened(NetSocket socket, Frame.Hello hello) {
        SslHandler handler = isEncrypted() ? tls.client() : null;
        if (atRelay != null && handler != null) {
            // The other side has yet to come.
            handler.setHandshakeTimeoutMillis(
                    TimeUnit.SECONDS.toMillis(RelayCall.JOINED_WITHIN_SECONDS));
            socket.write(Buffer.buffer(RelayCall.encode(atRelay.pass())));
        }
        FramedConnection opened = new FramedConnection(socket, Side.SEEDER, handler, this);
        connection = opened;
        opened.whenReady(() -> greet(opened, hello));
    }

    private void greet(FramedConnection opened, Frame.Hello hello) {
        if (over) {
            return;
        }
        Optional<Fingerprint> proved = opened.proved();
        if (opened.isEncrypted() && !proved.equals(Optional.of(contact.fingerprint()))) {
            opened.bye(ByeCode.DONE, "Another peer answers at this address.");
            return;
        }
        opened.send(hello);
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
        connection = null;
        welcomed = false;
        pending.release();
    }
}
