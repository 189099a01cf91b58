package p2p.tracker.request;

import java.util.regex.Pattern;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;

/** How long a request's body may be: a manifest is long, all else is short. */
final class BodyBound {

    private static final int USUAL = 64 << 10;
    private static final int MANIFEST = 48 << 20;
    private static final Pattern SHARES = Pattern.compile("(/api/v1)?/groups/[^/]+/shares");

    private BodyBound() {}

    static int of(String path) {
        return SHARES.matcher(path).matches() ? MANIFEST : USUAL;
    }

    static Refused exceeded(int bound) {
        return Refusal.TOO_LARGE.because(
                "The request's body is too large; it may have " + bound + " bytes here.");
    }
}
