package p2p.peer.control;

import org.jspecify.annotations.Nullable;
import p2p.peer.refusal.Refusal;

/** What a request has to say. */
final class Given {

    private Given() {}

    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw Refusal.BAD_REQUEST.because("The request needs a body in JSON.");
        }
        return body;
    }

    static String text(@Nullable String text, String name) {
        if (text == null) {
            throw Refusal.BAD_REQUEST.because("The request has to say '" + name + "'.");
        }
        return text;
    }
}
