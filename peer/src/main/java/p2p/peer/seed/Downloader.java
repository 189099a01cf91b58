package p2p.peer.seed;

import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.ticket.TicketClaims;

/** A person's peer that wants one file, over however many connections. */
record Downloader(String user, Fingerprint certificate, FileId file) {

    static Downloader of(TicketClaims claims) {
        return new Downloader(claims.user(), claims.certificate(), claims.file());
    }
}
