package p2p.tracker;

import java.net.BindException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts into a sentence why Quarkus did not start. */
final class StartFailure {

    private static final Pattern SETTING =
            Pattern.compile("Failed to load config value .* for: (p2p[a-z0-9.-]+).*");

    private StartFailure() {}

    static String sentence(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof BindException) {
                return "its address is in use.";
            }
            if (cause instanceof SQLException) {
                return "PostgreSQL says: " + onOneLine(cause) + ".";
            }
        }
        Matcher setting = SETTING.matcher(onOneLine(root));
        return setting.matches()
                ? "the value of "
                        + setting.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")
                        + " cannot be used; docs/operations.md says what it may be."
                : onOneLine(root) + ".";
    }

    /** A message of one word, such as a file's name, says nothing without its exception's. */
    private static String onOneLine(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String text = message.strip().contains(" ") ? message : cause.toString();
        return text.strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
    }
}
