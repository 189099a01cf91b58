package p2p.tracker.request;

import p2p.tracker.refusal.Refusal;

/** How much of a list is given at once. */
public final class PageLimit {

    private static final int MOST = 500;

    private PageLimit() {}

    public static void require(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Refusal.BAD_REQUEST.because("The limit is 1 to " + MOST + ".");
        }
    }
}
