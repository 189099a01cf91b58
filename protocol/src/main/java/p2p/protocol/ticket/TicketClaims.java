package p2p.protocol.ticket;

import java.time.Instant;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;

/**
 * What a tracker vouches for: this person, with this certificate, may fetch this file till then.
 */
public record TicketClaims(
        String user,
        String group,
        FileId file,
        Fingerprint certificate,
        Instant issued,
        Instant expires) {

    public boolean hasRunOut(Instant now) {
        return !now.isBefore(expires);
    }
}
