package p2p.peer.ticket;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.TrackerMessage.Key;
import p2p.protocol.session.TrackerMessage.Revoked;
import p2p.protocol.ticket.BadTicket;
import p2p.protocol.ticket.KeyVoucher;
import p2p.protocol.ticket.Ticket;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.ByeCode;

/**
 * Who is served: whoever has a ticket that a tracker signed for that very certificate, for a file
 * that is offered in that very group, and that is not revoked.
 */
public final class TicketCheck implements TicketGate {

    /** Tickets live for five minutes; a revocation older than this can concern none. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final int MOST_REVOCATIONS = 10_000;
    private static final Logger LOG = Logger.getLogger(TicketCheck.class);

    private final InstantSource clock;
    private final Optional<Fingerprint> identity;
    private final Set<Offer> offers = ConcurrentHashMap.newKeySet();
    private volatile Map<Integer, PublicKey> keys = Map.of();
    private volatile List<Revoked> revocations = List.of();
    private volatile Duration ahead = Duration.ZERO;

    private record Offer(String group, FileId file) {}

    /**
     * The clock is not to be set while it goes: only the trackers' word moves it. Where the
     * trackers are known by an identity, no key counts for which that does not vouch.
     */
    public TicketCheck(InstantSource clock, Optional<Fingerprint> identity) {
        this.identity = identity;
        this.clock = clock;
    }

    public void offer(String group, FileId file) {
        offers.add(new Offer(group, file));
    }

    public void withdraw(String group, FileId file) {
        offers.remove(new Offer(group, file));
    }

    /** The trackers' clock counts, for they write the times into the tickets. */
    public void clockIs(Instant trackersNow) {
        ahead = Duration.between(clock.instant(), trackersNow);
    }

    public void keysAre(List<Key> signing) {
        Map<Integer, PublicKey> decoded = new HashMap<>();
        for (Key key : signing) {
            if (identity.isPresent() && !isVouchedFor(key, identity.get())) {
                LOG.warnf("the trackers' identity does not vouch for their key %d", key.id());
                continue;
            }
            try {
                decoded.put(
                        key.id(),
                        KeyFactory.getInstance("Ed25519")
                                .generatePublic(new X509EncodedKeySpec(key.publicKey())));
            } catch (GeneralSecurityException e) {
                LOG.warnf("the tracker's key %d is none: %s", key.id(), e.getMessage());
            }
        }
        keys = Map.copyOf(decoded);
    }

    private static boolean isVouchedFor(Key key, Fingerprint identity) {
        KeyVoucher voucher = key.voucher();
        return voucher != null && voucher.isGood(key.id(), key.publicKey(), identity);
    }

    /** Too many to keep: all tickets as old as the oldest ones left out are void then. */
    public void revoke(List<Revoked> more) {
        Instant oldest = now().minus(KEPT);
        var all = new ArrayList<>(revocations);
        all.addAll(more);
        all.removeIf(revoked -> revoked.before().isBefore(oldest));
        all.sort(Comparator.comparing(Revoked::before));
        if (all.size() > MOST_REVOCATIONS) {
            List<Revoked> excess = all.subList(0, all.size() - MOST_REVOCATIONS / 2);
            var everything = new Revoked(null, null, null, excess.getLast().before());
            excess.clear();
            all.addFirst(everything);
        }
        revocations = List.copyOf(all);
    }

    public static boolean concerns(Revoked revoked, TicketClaims claims) {
        return !claims.issued().isAfter(revoked.before())
                && (revoked.user() == null || revoked.user().equals(claims.user()))
                && (revoked.group() == null || revoked.group().equals(claims.group()))
                && (revoked.fileId() == null || revoked.fileId().equals(claims.file().hex()))
                && (revoked.certificate() == null
                        || revoked.certificate().equals(claims.certificate()));
    }

    @Override
    public Admission admit(byte[] ticket, FileId file, Optional<Fingerprint> client) {
        TicketClaims claims;
        try {
            claims = Ticket.verify(ticket, keys, now());
        } catch (BadTicket e) {
            return new Admission.Denied(ByeCode.TICKET, e.getMessage());
        }
        if (!claims.file().equals(file)) {
            return new Admission.Denied(ByeCode.TICKET, "The ticket is for another file.");
        }
        if (client.isPresent() && !client.get().equals(claims.certificate())) {
            return new Admission.Denied(ByeCode.TICKET, "The ticket is for another certificate.");
        }
        for (Revoked revoked : revocations) {
            if (concerns(revoked, claims)) {
                return new Admission.Denied(ByeCode.REVOKED, "The ticket has been revoked.");
            }
        }
        if (!offers.contains(new Offer(claims.group(), file))) {
            return new Admission.Denied(
                    ByeCode.NOT_SERVED, "The file is not shared here in the group of the ticket.");
        }
        return new Admission.Granted(claims);
    }

    @Override
    public boolean isOver(TicketClaims claims) {
        return claims.hasRunOut(now()) || !keys.containsKey(claims.key());
    }

    private Instant now() {
        return clock.instant().plus(ahead);
    }
}
