package p2p.protocol.ticket;

/** Why a ticket is refused, as a sentence. */
public final class BadTicket extends Exception {
    public BadTicket(String sentence) {
        super(sentence, null, false, false);
    }
}
