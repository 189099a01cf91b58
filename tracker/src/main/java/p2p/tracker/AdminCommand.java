package p2p.tracker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import p2p.tracker.account.AdministratorsByHand;
import p2p.tracker.audit.AuditByHand;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.store.Database;

/** Says who is an administrator, whether or not a tracker runs. */
final class AdminCommand {

    /** No such table, no such column. */
    private static final Set<String> NOT_MADE_YET = Set.of("42P01", "42703");

    private AdminCommand() {}

    /** What to say once it is done. */
    static String carryOut(Arguments.Admin admin, Database database) throws DatabaseUnavailable {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            String said =
                    switch (admin) {
                        case Arguments.ListAdmins _ -> list(connection);
                        case Arguments.SetAdmin set -> set(connection, set);
                    };
            connection.commit();
            return said;
        } catch (SQLException e) {
            throw new DatabaseUnavailable(
                    NOT_MADE_YET.contains(e.getSQLState())
                            ? "No tracker of this version has run on this database yet; start one first."
                            : "The database refused it: " + e.getMessage());
        }
    }

    private static String list(Connection connection) throws SQLException {
        return String.join("\n", new AdministratorsByHand(connection).all());
    }

    private static String set(Connection connection, Arguments.SetAdmin set)
            throws SQLException, DatabaseUnavailable {
        Optional<String> name =
                new AdministratorsByHand(connection).set(set.name(), set.administrator());
        if (name.isEmpty()) {
            throw new DatabaseUnavailable(
                    "There is no account '" + set.name() + "'; make it first (p2p create_user).");
        }
        AuditByHand.add(
                connection,
                set.administrator() ? "administrator-made" : "administrator-unmade",
                name.get());
        return name.get()
                + (set.administrator()
                        ? " is an administrator now."
                        : " is no administrator (any more).");
    }
}
