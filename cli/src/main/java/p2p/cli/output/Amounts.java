package p2p.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes, rates and times as people read and write them. */
public final class Amounts {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)\\s*(B|[KMGT]i?B?)?(?:/s)?");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int LONGEST_TIME_DAYS = 100;

    private Amounts() {}

    /** For example {@code 256.0 MiB}. */
    public static String size(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1023.95 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    public static String rate(long bytesPerSecond) {
        return size(bytesPerSecond) + "/s";
    }

    /** Rounds down: only what is whole is at 100 %. */
    public static String percent(long have, long size) {
        return (size == 0 ? 100 : (long) (100.0 * have / size)) + "%";
    }

    /** For example {@code 45s}, {@code 2m05s}, {@code 1h03m} or {@code 3d04h}. */
    public static String time(Duration time) {
        if (time.toDays() >= LONGEST_TIME_DAYS) {
            return "a long time";
        }
        if (time.toDays() > 0) {
            return String.format("%dd%02dh", time.toDays(), time.toHoursPart());
        }
        if (time.toHours() > 0) {
            return String.format("%dh%02dm", time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0
                ? String.format("%dm%02ds", time.toMinutes(), time.toSecondsPart())
                : time.toSeconds() + "s";
    }

    /** Where the user lives, for example {@code 2026-12-07 13:53}. */
    public static String moment(Instant time) {
        return MOMENT.format(time.atZone(ZoneId.systemDefault()));
    }

    /** Reads bytes a second: {@code 50MiB}, {@code 400KiB}, {@code 1.5M} or {@code 0}. */
    public static long parseRate(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate; write 50MiB, 400KiB, or 0 for no limit");
        }
        String unit = matcher.group(2);
        double number = Double.parseDouble(matcher.group(1));
        if (unit == null && number > 0 && number < 1024) {
            throw new IllegalArgumentException(
                    "'%1$s' would be %1$s bytes a second; write %1$sMiB or %1$sKiB, or %1$sB where that is meant"
                            .formatted(matcher.group(1)));
        }
        int power = unit == null ? 0 : "BKMGT".indexOf(unit.charAt(0));
        if (unit != null && power > 0 && unit.endsWith("B") && !unit.contains("i")) {
            return (long) (number * Math.pow(1000, power));
        }
        return (long) (number * Math.pow(1024, power));
    }
}
