package p2p.tracker.ticket;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.ticket.Ticket;
import p2p.protocol.ticket.TicketClaims;
import p2p.tracker.account.Person;
import p2p.tracker.catalog.SharedFile;

/** Makes tickets; whether somebody is to have one is decided before. */
@ApplicationScoped
public class TicketIssuer {

    public static final Duration LIFE = Duration.ofMinutes(5);

    private final SigningKeys keys;

    TicketIssuer(SigningKeys keys) {
        this.keys = keys;
    }

    public record Issued(byte[] ticket, Instant expires) {}

    public Issued issue(Person person, SharedFile file, Fingerprint certificate, Instant now) {
        Instant expires = now.plus(LIFE);
        SigningKeys.Pair key = keys.at(now);
        var claims =
                new TicketClaims(
                        key.id(),
                        person.name(),
                        file.group().name(),
                        file.content(),
                        certificate,
                        now,
                        expires);
        return new Issued(Ticket.sign(claims, key.privateKey()), expires);
    }
}
