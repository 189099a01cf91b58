package p2p.tracker.postgres;

/** Why there is no database, as a sentence for the person who runs the tracker. */
public final class DatabaseUnavailable extends Exception {

    private final String sentence;

    public DatabaseUnavailable(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
