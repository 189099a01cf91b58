package p2p.tracker.request;

import java.util.regex.Pattern;
import p2p.tracker.refusal.Refusal;

/** How much of a list is given at once. */
public final class PageLimit {

    private static final int MOST = 500;
    private static final Pattern NAME_PART = Pattern.compile("[A-Za-z0-9._-]{0,64}");

    private PageLimit() {}

    public static void require(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Refusal.BAD_REQUEST.because("The limit is 1 to " + MOST + ".");
        }
    }

    /** Of a list of people or groups, whose names are plain. */
    public static void requireNames(String match, String after) {
        if (!NAME_PART.matcher(match).matches() || !NAME_PART.matcher(after).matches()) {
            throw Refusal.BAD_REQUEST.because("'match' and 'after' take parts of names.");
        }
    }
}
