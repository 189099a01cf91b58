package p2p.peer.rate;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A limit that holds for a part of each day, by the machine's own time.
 *
 * @param between as {@code 08:00-18:00}, the end not included; it may go over midnight
 * @param up null where nothing else holds
 * @param down the same
 */
public record TimedLimit(String between, @Nullable Long up, @Nullable Long down) {

    private static final int DASH = 5;
    private static final int LENGTH = 11;

    /** Whether it is a time of the day, and not all or none of it. */
    public static boolean isTime(String between) {
        try {
            return between.length() == LENGTH
                    && between.charAt(DASH) == '-'
                    && !begin(between).equals(end(between));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static LocalTime begin(String between) {
        return LocalTime.parse(between.substring(0, DASH));
    }

    private static LocalTime end(String between) {
        return LocalTime.parse(between.substring(DASH + 1));
    }

    TimedLimit orElse(TimedLimit before) {
        return new TimedLimit(
                between, up == null ? before.up : up, down == null ? before.down : down);
    }

    boolean isSound() {
        return between != null
                && isTime(between)
                && (up == null || up >= 0)
                && (down == null || down >= 0);
    }

    boolean isOn(LocalTime time) {
        LocalTime begin = begin(between);
        LocalTime end = end(between);
        boolean hasBegun = !time.isBefore(begin);
        boolean isOver = !time.isBefore(end);
        return begin.isBefore(end) ? hasBegun && !isOver : hasBegun || !isOver;
    }
}
