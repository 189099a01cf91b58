package p2p.peer.library;

/** The home folder cannot be used; the message is a sentence for the user. */
public final class HomeTrouble extends RuntimeException {

    private final String sentence;

    HomeTrouble(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    HomeTrouble(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
