package p2p.protocol.ticket;

/** Why a ticket is refused, as a sentence. */
public final class BadTicket extends Exception {

    private final String sentence;

    public BadTicket(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
