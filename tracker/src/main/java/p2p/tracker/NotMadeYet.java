package p2p.tracker;

import java.sql.SQLException;
import java.util.Set;
import p2p.tracker.postgres.DatabaseUnavailable;

/** A database in which something is missing that trackers of this version make. */
final class NotMadeYet {

    /** No such table, no such column. */
    private static final Set<String> STATES = Set.of("42P01", "42703");

    private NotMadeYet() {}

    static DatabaseUnavailable unavailable() {
        return new DatabaseUnavailable(
                "No tracker of this version has run on this database yet; start one first.");
    }

    static DatabaseUnavailable unavailable(SQLException e) {
        return STATES.contains(e.getSQLState())
                ? unavailable()
                : new DatabaseUnavailable("The database refused it: " + e.getMessage());
    }
}
