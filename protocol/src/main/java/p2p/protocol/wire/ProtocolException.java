package p2p.protocol.wire;

/** What the other side sent breaks the protocol; the sentence says how. */
public final class ProtocolException extends Exception {

    private final String sentence;

    public ProtocolException(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
