package p2p.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The rules for the names that people choose. Each check returns null, or says what is wrong. */
public final class Names {

    /** The longest name of a shared file, in bytes of UTF-8, folders included. */
    public static final int LONGEST_FILE_NAME = 1024;

    private static final int LONGEST_PART = 255;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Names() {}

    /** A user's or group's name. */
    public static String whyNotName(String name) {
        return name != null && NAME.matcher(name).matches()
                ? null
                : "A name has 1 to 64 letters, digits, '.', '_' or '-', and starts with a letter or"
                        + " digit.";
    }

    /** A shared file's name, which may have folders in front, parted by '/'. */
    public static String whyNotFileName(String name) {
        if (name == null || name.isEmpty()) {
            return "A file's name cannot be empty.";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_FILE_NAME) {
            return "A file's name has at most " + LONGEST_FILE_NAME + " bytes.";
        }
        if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || isUnpaired(c))) {
            return "A file's name cannot hold control characters.";
        }
        if (name.indexOf('\\') >= 0) {
            return "A file's name cannot hold a backslash.";
        }
        if (name.startsWith("~")) {
            return "A file's name cannot start with '~'.";
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "A file's name cannot hold an empty part, '.' or '..'.";
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                return "Each part of a file's name has at most " + LONGEST_PART + " bytes.";
            }
        }
        return null;
    }

    private static boolean isUnpaired(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
