package p2p.tracker.request;

import p2p.tracker.refusal.Refusal;

/** A request's body. */
public final class Body {

    private Body() {}

    /** The body, where there is one. */
    public static <T> T given(T body) {
        if (body == null) {
            throw Refusal.BAD_REQUEST.because("The request needs a body in JSON.");
        }
        return body;
    }
}
