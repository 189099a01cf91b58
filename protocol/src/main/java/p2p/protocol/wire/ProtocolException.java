package p2p.protocol.wire;

/** What the other side sent breaks the protocol; the sentence says how. */
public final class ProtocolException extends Exception {
    public ProtocolException(String sentence) {
        super(sentence, null, false, false);
    }
}
