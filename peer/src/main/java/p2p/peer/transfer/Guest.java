package p2p.peer.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.BitSet;
import p2p.protocol.ticket.BadTicket;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Side;
import p2p.protocol.wire.Wire;

/** A connection that somebody opened to us: it has to greet, and then may ask. */
final class Guest implements LinkListener {

    /** Renewals come every few minutes; checking one costs far more than sending it. */
    private static final int MOST_TICKETS = 16;

    private static final long TICKETS_EARNED_EVERY = 30_000_000_000L;

    private final Serving serving;
    private final Link link;
    private final long since = System.nanoTime();
    private Upload upload;

    Guest(Serving serving, NetSocket socket, SslHandler tls) {
        this.serving = serving;
        link = new Link(socket, Side.DOWNLOADER, tls, this);
    }

    Link link() {
        return link;
    }

    /** What it asks for; null until it has greeted. */
    Upload upload() {
        return upload;
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
            case Frame.Ticket(byte[] ticket) -> renew(ticket);
            default -> throw new ProtocolException("HELLO came twice.");
        }
        serving.sending().consider(upload);
    }

    private void greet(Frame.Hello hello) {
        if (hello.version() != Wire.VERSION) {
            link.bye(ByeCode.VERSION, "This peer speaks version " + Wire.VERSION + " only.");
            return;
        }
        TicketClaims claims;
        try {
            claims = serving.gate().admit(hello.ticket(), hello.file(), link.proved());
        } catch (BadTicket e) {
            link.bye(ByeCode.TICKET, e.getMessage());
            return;
        }
        Served served = serving.find(hello.file());
        if (served == null) {
            link.bye(ByeCode.NOT_SERVED, "This file is not served here.");
            return;
        }
        int pieces = served.manifest().pieceCount();
        BitSet has = (BitSet) served.has().clone();
        link.send(new Frame.Welcome(Wire.VERSION, pieces, has));
        upload = new Upload(link, served, serving.nextNumber(), claims);
        serving.joined(upload);
    }

    private void renew(byte[] ticket) throws ProtocolException {
        long earned = (System.nanoTime() - since) / TICKETS_EARNED_EVERY;
        if (upload.tickets() > MOST_TICKETS + earned) {
            throw new ProtocolException("More tickets than anybody needs.");
        }
        try {
            upload.renew(serving.gate().admit(ticket, upload.served().id(), link.proved()));
        } catch (BadTicket e) {
            link.bye(ByeCode.TICKET, e.getMessage());
        }
    }

    void tick(long now, EngineSettings settings) {
        if (upload == null) {
            if (now - since > settings.greeting().toNanos()) {
                link.bye(ByeCode.IDLE, "No greeting came.");
            }
        } else if (serving.gate().isOver(upload.claims())) {
            link.bye(ByeCode.TICKET, "The ticket has run out.");
        } else if (upload.isStalled(now, settings.stalled().toNanos())) {
            link.bye(ByeCode.IDLE, "Nothing was taken for too long.");
        } else {
            link.keepAlive(settings.idle(), now);
        }
    }

    @Override
    public void payload(ByteBuf owner, ByteBuffer bytes) throws ProtocolException {
        throw new ProtocolException("DATA from a downloader.");
    }

    @Override
    public void closed(String reason) {
        serving.left(this);
    }
}
