package p2p.tracker;

import java.net.BindException;
import java.sql.SQLException;

/** Puts into a sentence why Quarkus did not start. */
final class StartFailure {

    private StartFailure() {}

    static String sentence(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof BindException) {
                return "its address is in use.";
            }
            if (cause instanceof SQLException) {
                return "PostgreSQL says: " + firstLine(cause) + ".";
            }
        }
        return firstLine(root) + ".";
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("\\.$", "");
    }
}
