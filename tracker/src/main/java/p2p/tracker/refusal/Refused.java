package p2p.tracker.refusal;

import java.time.Duration;
import java.util.Optional;

/** Ends a request, and rolls its transaction back, with a {@link Refusal} and a sentence. */
public final class Refused extends RuntimeException {

    private final Refusal refusal;
    private final transient Optional<Duration> retryAfter;

    private final String sentence;

    Refused(Refusal refusal, String sentence, Optional<Duration> retryAfter) {
        super(sentence, null, false, false);
        this.sentence = sentence;
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** When asking again can have another answer. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
