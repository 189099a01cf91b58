package p2p.tracker.refusal;

import java.time.Duration;
import java.util.Optional;

/** Ends a request, and rolls its transaction back, with a {@link Refusal} and a sentence. */
public final class Refused extends RuntimeException {

    private final Refusal refusal;
    private final transient Duration retryAfter;

    Refused(Refusal refusal, String sentence, Duration retryAfter) {
        super(sentence, null, false, false);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** When asking again can have another answer. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
