package p2p.tracker.request;

import org.jspecify.annotations.Nullable;
import p2p.tracker.refusal.Refusal;

/** A request's body. */
public final class Body {

    private Body() {}

    /** The body, where there is one. */
    public static <T> T given(@Nullable T body) {
        if (body == null) {
            throw Refusal.BAD_REQUEST.because("The request needs a body in JSON.");
        }
        return body;
    }
}
