package p2p.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for the names that people choose. Each check says what is wrong, if anything is. */
public final class Names {

    /** The longest name of a shared file, in bytes of UTF-8, folders included. */
    public static final int LONGEST_FILE_NAME = 1024;

    /** The longest path of a file in a shared folder, in bytes of UTF-8. */
    public static final int LONGEST_PATH = 4095;

    private static final int LONGEST_NOTE = 200;
    private static final int LONGEST_PART = 255;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Names() {}

    /** A user's or group's name. */
    public static Optional<String> whyNotName(@Nullable String name) {
        return name != null && NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "A name has 1 to 64 letters, digits, '.', '_' or '-', and starts with a"
                                + " letter or digit.");
    }

    /** A shared file's name, which may have folders in front, parted by '/'. */
    public static Optional<String> whyNotFileName(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return Optional.of("A file's name cannot be empty.");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_FILE_NAME) {
            return Optional.of("A file's name has at most " + LONGEST_FILE_NAME + " bytes.");
        }
        if (name.startsWith("~")) {
            return Optional.of("A file's name cannot start with '~'.");
        }
        if (name.codePoints().anyMatch(Names::misleads)) {
            return Optional.of(
                    "A file's name cannot hold characters that nobody sees, that turn the text"
                            + " around or that end a line; give it another name.");
        }
        return whyNotPath(name);
    }

    /** What somebody notes for themselves. */
    public static Optional<String> whyNotNote(String note) {
        if (note.isBlank() || note.length() > LONGEST_NOTE) {
            return Optional.of("A note has 1 to " + LONGEST_NOTE + " characters.");
        }
        return note.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || isUnpaired(c) || misleads(c))
                ? Optional.of(
                        "A note is one line, and cannot hold characters that nobody sees or that"
                                + " turn the text around.")
                : Optional.empty();
    }

    /** The path of a file in a shared folder, relative to it, its parts parted by '/'. */
    public static Optional<String> whyNotPath(String path) {
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            return Optional.of("A path has at most " + LONGEST_PATH + " bytes.");
        }
        if (path.codePoints().anyMatch(c -> Character.isISOControl(c) || isUnpaired(c))) {
            return Optional.of("A file's name cannot hold control characters.");
        }
        if (path.indexOf('\\') >= 0) {
            return Optional.of("A file's name cannot hold a backslash.");
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of("A file's name cannot hold an empty part, '.' or '..'.");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                return Optional.of(
                        "Each part of a file's name has at most " + LONGEST_PART + " bytes.");
            }
        }
        return Optional.empty();
    }

    /** What joins letters and emoji has to be let through, and what flags are made of. */
    private static boolean misleads(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT ->
                    codePoint != ZERO_WIDTH_NON_JOINER
                            && codePoint != ZERO_WIDTH_JOINER
                            && !isFlagLetter(codePoint)
                            && !isSeen(codePoint);
            default -> false;
        };
    }

    private static boolean isFlagLetter(int codePoint) {
        return codePoint >= 0xE0020 && codePoint <= 0xE007F;
    }

    /** Signs of Arabic, Syriac and Kaithi that are written around numbers and verses. */
    private static boolean isSeen(int codePoint) {
        return (codePoint >= 0x600 && codePoint <= 0x605)
                || (codePoint >= 0x890 && codePoint <= 0x891)
                || codePoint == 0x6DD
                || codePoint == 0x70F
                || codePoint == 0x8E2
                || codePoint == 0x110BD
                || codePoint == 0x110CD;
    }

    private static boolean isUnpaired(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
