package p2p.tracker;

/** What was asked for cannot be done as things are; its message is a sentence that says why. */
final class Refused extends Exception {

    private final String sentence;

    Refused(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
