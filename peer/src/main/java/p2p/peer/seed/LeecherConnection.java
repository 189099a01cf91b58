package p2p.peer.seed;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.peer.connection.ConnectionListener;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.FramedConnection;
import p2p.peer.ticket.Admission;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Side;
import p2p.protocol.wire.Wire;

/** A connection that somebody opened to us: it has to greet, and then may ask. */
final class LeecherConnection implements ConnectionListener {

    /** Renewals come every few minutes; checking one costs far more than sending it. */
    private static final int MOST_TICKETS = 16;

    private static final long TICKETS_EARNED_EVERY = 30_000_000_000L;

    private final SeedServer server;
    private final FramedConnection connection;
    private final Places.Place place;
    private final Duration greeting;
    private final long since = System.nanoTime();
    private @Nullable Upload upload;

    LeecherConnection(
            SeedServer server,
            NetSocket socket,
            @Nullable SslHandler tls,
            Places.Place place,
            Duration greeting) {
        this.server = server;
        this.place = place;
        this.greeting = greeting;
        connection = new FramedConnection(socket, Side.DOWNLOADER, tls, this);
    }

    FramedConnection connection() {
        return connection;
    }

    /** What it asks for, once it has greeted. */
    Optional<Upload> upload() {
        return Optional.ofNullable(upload);
    }

    @Override
    public void frame(Frame frame) throws ProtocolException {
        if (upload == null) {
            if (!(frame instanceof Frame.Hello hello)) {
                throw new ProtocolException("HELLO has to come first.");
            }
            greet(hello);
            return;
        }
        switch (frame) {
            case Frame.Request request -> upload.asked(request);
            case Frame.Cancel cancel -> upload.cancelled(cancel);
            case Frame.Ticket(byte[] ticket) -> renew(upload, ticket);
            case Frame.Ping() -> {
                return;
            }
            default -> throw new ProtocolException("HELLO came twice.");
        }
        server.pump().consider(upload);
    }

    private void greet(Frame.Hello hello) {
        switch (server.gate().admit(hello.ticket(), hello.file(), connection.proved())) {
            case Admission.Denied(ByeCode code, String reason) -> connection.bye(code, reason);
            case Admission.Granted(TicketClaims claims) ->
                    server.find(hello.file())
                            .ifPresentOrElse(seeded -> welcome(seeded, claims), this::notServed);
        }
    }

    private void notServed() {
        connection.bye(ByeCode.NOT_SERVED, "This file is not served here.");
    }

    private void welcome(SeededFile seeded, TicketClaims claims) {
        boolean isFurther = seeded.isServedTo(Downloader.of(claims));
        if (!place.greeted(claims.user(), isFurther)) {
            connection.bye(ByeCode.BUSY, SeedServer.FULL);
            return;
        }
        int pieces = seeded.manifest().pieceCount();
        BitSet has = (BitSet) seeded.has().clone();
        connection.send(new Frame.Welcome(Wire.VERSION, pieces, has));
        Upload welcomed = new Upload(connection, seeded, server.nextNumber(), claims);
        upload = welcomed;
        server.joined(welcomed);
    }

    private void renew(Upload upload, byte[] ticket) throws ProtocolException {
        long earned = (System.nanoTime() - since) / TICKETS_EARNED_EVERY;
        if (upload.tickets() > MOST_TICKETS + earned) {
            throw new ProtocolException("More tickets than anybody needs.");
        }
        switch (server.gate().admit(ticket, upload.seeded().id(), connection.proved())) {
            case Admission.Denied(ByeCode code, String reason) -> connection.bye(code, reason);
            case Admission.Granted(TicketClaims claims) -> upload.renew(claims);
        }
    }

    void tick(long now, ConnectionSettings settings) {
        if (upload == null) {
            if (now - since > greeting.toNanos()) {
                connection.bye(ByeCode.IDLE, "No greeting came.");
            }
        } else if (server.gate().isOver(upload.claims())) {
            connection.bye(ByeCode.TICKET, "The ticket has run out.");
        } else if (upload.isStalled(now, settings.stalled().toNanos())) {
            connection.bye(ByeCode.IDLE, "Nothing was taken for too long.");
        } else {
            connection.keepAlive(settings.idle(), now);
        }
    }

    @Override
    public void payload(ByteBuf owner, ByteBuffer bytes) throws ProtocolException {
        throw new ProtocolException("DATA from a downloader.");
    }

    @Override
    public void closed(String reason) {
        server.left(this);
    }
}
