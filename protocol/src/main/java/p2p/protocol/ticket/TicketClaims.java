package p2p.protocol.ticket;

import java.time.Duration;
import java.time.Instant;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;

/**
 * What a tracker vouches for: this person, with this certificate, may fetch this file till then.
 *
 * @param key the number of the key that signs it
 */
public record TicketClaims(
        int key,
        String user,
        String group,
        FileId file,
        Fingerprint certificate,
        Instant issued,
        Instant expires) {

    /** No tracker issues tickets for so long: five minutes, and one for clocks that differ. */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(6);

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(1);

    boolean livesTooLong() {
        return Duration.between(issued, expires).compareTo(LONGEST_LIFE) > 0;
    }

    boolean isOfTheFuture(Instant now) {
        return issued.isAfter(now.plus(CLOCKS_DIFFER_BY));
    }

    public boolean hasRunOut(Instant now) {
        return !now.isBefore(expires);
    }
}
