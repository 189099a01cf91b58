package p2p.cli.output;

import org.jline.utils.WCWidth;

/** Makes text that others chose harmless and measurable on a terminal. */
public final class Printable {

    private static final String CUT = "…";

    private Printable() {}

    /** The text with all that would steer a terminal, or deceive the eye, written as an escape. */
    public static String escape(String text) {
        if (text.codePoints().allMatch(Printable::isPlain)) {
            return text;
        }
        var escaped = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (isPlain(c)) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append(escape(c));
                    }
                });
        return escaped.toString();
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default ->
                    codePoint <= 0xff
                            ? String.format("\\x%02x", codePoint)
                            : String.format("\\u{%x}", codePoint);
        };
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> codePoint != '\\';
        };
    }

    /** Columns that the escaped text takes on a terminal. */
    public static int width(String text) {
        return text.codePoints().map(Printable::columns).sum();
    }

    private static int columns(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** The text itself where it fits, else its beginning and its end. */
    public static String shorten(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int room = Math.max(0, columns - 1);
        String end = end(text, room / 2);
        return begin(text, room - width(end)) + CUT + end;
    }

    private static String begin(String text, int columns) {
        int taken = 0;
        int index = 0;
        while (index < text.length()) {
            int c = text.codePointAt(index);
            taken += columns(c);
            if (taken > columns) {
                break;
            }
            index += Character.charCount(c);
        }
        return text.substring(0, index);
    }

    private static String end(String text, int columns) {
        int taken = 0;
        int index = text.length();
        while (index > 0) {
            int c = text.codePointBefore(index);
            taken += columns(c);
            if (taken > columns) {
                break;
            }
            index -= Character.charCount(c);
        }
        return text.substring(index);
    }
}
