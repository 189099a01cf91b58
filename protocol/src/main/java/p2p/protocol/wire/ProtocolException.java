package p2p.protocol.wire;

/** What the other side sent breaks the protocol; the sentence says how. */
public final class ProtocolException extends Exception {

    private final ByeCode code;
    private final String sentence;

    public ProtocolException(String sentence) {
        this(ByeCode.PROTOCOL, sentence);
    }

    ProtocolException(ByeCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
    }

    /** What is said for goodbye. */
    public ByeCode code() {
        return code;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
