package p2p.peer.engine;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import p2p.peer.ticket.Admission;
import p2p.peer.ticket.TicketGate;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.ticket.BadTicket;
import p2p.protocol.ticket.Ticket;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.ByeCode;

/** Signs tickets as a tracker does, and checks them as a peer does. */
class Tickets implements TicketGate {

    private static final int KEY = 1;

    private final KeyPair keys;
    private final Clock clock;

    Tickets(Clock clock) {
        this.clock = clock;
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] issue(String user, FileId file, Fingerprint certificate, Duration valid) {
        Instant now = clock.instant();
        TicketClaims claims =
                new TicketClaims(KEY, user, "friends", file, certificate, now, now.plus(valid));
        return Ticket.sign(claims, keys.getPrivate());
    }

    @Override
    public Admission admit(byte[] ticket, FileId file, Optional<Fingerprint> client) {
        TicketClaims claims;
        try {
            claims = Ticket.verify(ticket, Map.of(KEY, keys.getPublic()), clock.instant());
        } catch (BadTicket e) {
            return new Admission.Denied(ByeCode.TICKET, e.getMessage());
        }
        if (!claims.file().equals(file)) {
            return new Admission.Denied(ByeCode.TICKET, "The ticket is for another file.");
        }
        if (client.isPresent() && !client.get().equals(claims.certificate())) {
            return new Admission.Denied(ByeCode.TICKET, "The ticket is for another peer.");
        }
        return new Admission.Granted(claims);
    }

    @Override
    public boolean isOver(TicketClaims claims) {
        return claims.hasRunOut(clock.instant());
    }
}
