package p2p.tracker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import p2p.tracker.identity.TrackerIdentity;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.relay.Relays;
import p2p.tracker.secret.KeyColumn;
import p2p.tracker.secret.KeySecrets;
import p2p.tracker.secret.KeysByHand;
import p2p.tracker.store.Database;
import p2p.tracker.ticket.SigningKeys;

/** Has the keys of the trackers wrapped or in the clear, whether or not one runs. */
final class KeysCommand {

    private static final List<KeyColumn> ALL =
            List.of(TrackerIdentity.KEPT, SigningKeys.KEPT, Relays.KEPT);

    private KeysCommand() {}

    /** What to say once it is done. */
    static String carryOut(boolean wrapped, Database database, KeySecrets secrets)
            throws DatabaseUnavailable {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            var keys = new KeysByHand(connection, secrets);
            int count =
                    (wrapped ? keys.wrap(ALL) : keys.unwrap(ALL))
                            .orElseThrow(NotMadeYet::unavailable);
            connection.commit();
            return wrapped
                    ? count + " keys in the database are wrapped with the first secret."
                    : count + " keys in the database are in the clear.";
        } catch (SQLException e) {
            throw NotMadeYet.unavailable(e);
        }
    }
}
