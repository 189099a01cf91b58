package p2p.tracker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import p2p.tracker.account.AdministratorsByHand;
import p2p.tracker.audit.AuditByHand;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.store.Database;

/** Says who is an administrator, whether or not a tracker runs. */
final class AdminCommand {

    private AdminCommand() {}

    /** Its message is a sentence. */
    static final class NoSuchAccount extends Exception {
        private NoSuchAccount(String name) {
            super("There is no account '" + name + "'; make it first (p2p create_user).");
        }
    }

    /** The lines to say once it is done. */
    static List<String> carryOut(Arguments.Admin admin, Database database)
            throws DatabaseUnavailable, NoSuchAccount {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            List<String> said =
                    switch (admin) {
                        case Arguments.ListAdmins _ -> new AdministratorsByHand(connection).all();
                        case Arguments.SetAdmin set -> List.of(set(connection, set));
                    };
            connection.commit();
            return said;
        } catch (SQLException e) {
            throw NotMadeYet.unavailable(e);
        }
    }

    private static String set(Connection connection, Arguments.SetAdmin set)
            throws SQLException, NoSuchAccount {
        Optional<String> name =
                new AdministratorsByHand(connection).set(set.name(), set.administrator());
        if (name.isEmpty()) {
            throw new NoSuchAccount(set.name());
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
