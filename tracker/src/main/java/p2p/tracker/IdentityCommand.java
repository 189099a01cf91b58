package p2p.tracker;

import java.sql.Connection;
import java.sql.SQLException;
import p2p.protocol.HostPort;
import p2p.tracker.identity.IdentityByHand;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.store.Database;

/** Says by what peers can know a tracker, whether or not it runs. */
final class IdentityCommand {

    private IdentityCommand() {}

    /** For the list of trackers. */
    static String line(HostPort address, Database database) throws DatabaseUnavailable {
        try (Connection connection = database.connect()) {
            return new IdentityByHand(connection)
                    .fingerprint()
                    .map(fingerprint -> address + " " + fingerprint)
                    .orElseThrow(NotMadeYet::unavailable);
        } catch (SQLException e) {
            throw NotMadeYet.unavailable(e);
        }
    }
}
