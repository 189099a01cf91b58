package p2p.peer.library;

/** The home folder cannot be used; the message is a sentence for the user. */
public final class HomeTrouble extends RuntimeException {

    HomeTrouble(String sentence) {
        super(sentence);
    }

    HomeTrouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
