package p2p.protocol.file;

/** Bytes that are no folder's tree; the message is a sentence. */
public final class BadTree extends Exception {

    private static final long serialVersionUID = 1;

    private final String sentence;

    BadTree(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
