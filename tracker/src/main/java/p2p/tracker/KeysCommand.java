package p2p.tracker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import p2p.tracker.cluster.ProgramVersion;
import p2p.tracker.cluster.TrackersByHand;
import p2p.tracker.identity.TrackerIdentity;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.relay.Relays;
import p2p.tracker.secret.KeyColumn;
import p2p.tracker.secret.KeySecrets;
import p2p.tracker.secret.KeysByHand;
import p2p.tracker.store.Database;
import p2p.tracker.ticket.SigningKeys;

/** Has the keys of the trackers wrapped, in the clear or forgotten. */
final class KeysCommand {

    private static final List<KeyColumn> ALL =
            List.of(TrackerIdentity.KEPT, SigningKeys.KEPT, Relays.KEPT);

    private KeysCommand() {}

    /** What to say once it is done. */
    static String carryOut(Arguments.Keys.Deed deed, Database database, KeySecrets secrets)
            throws DatabaseUnavailable, Refused {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            var keys = new KeysByHand(connection, secrets, ALL);
            return switch (deed) {
                case WRAP -> wrap(connection, keys);
                case UNWRAP -> {
                    int count = keys.unwrap().orElseThrow(NotMadeYet::unavailable);
                    connection.commit();
                    yield count
                            + " keys in the database are in the clear, and so in all copies of it, until"
                            + " 'keys wrap' is said again.";
                }
                case FORGET -> forget(connection, keys);
            };
        } catch (SQLException e) {
            throw NotMadeYet.unavailable(e);
        }
    }

    private static String wrap(Connection connection, KeysByHand keys)
            throws SQLException, DatabaseUnavailable, Refused {
        List<TrackersByHand.Live> others =
                new TrackersByHand(connection)
                        .live().stream()
                                .filter(live -> !live.version().equals(ProgramVersion.CURRENT))
                                .toList();
        if (!others.isEmpty()) {
            throw new Refused(
                    "Nothing was wrapped, for this program is %s, and others may not read it: %s. Bring all trackers up to date first."
                            .formatted(
                                    ProgramVersion.CURRENT,
                                    others.stream()
                                            .map(live ->
                                                    "tracker %d is %s"
                                                            .formatted(
                                                                    live.number(), live.version()))
                                            .collect(Collectors.joining(", "))));
        }
        KeysByHand.Wrapped wrapped = keys.wrap().orElseThrow(NotMadeYet::unavailable);
        connection.commit();
        connection.setAutoCommit(true);
        return "%d keys in the database are wrapped with the first secret, whose id begins with %s.%s%s"
                .formatted(
                        wrapped.keys(),
                        wrapped.idBegins(),
                        wrapped.changed()
                                ? ""
                                : " They were wrapped with this one already; nothing has changed.",
                        keys.sweep()
                                ? ""
                                : " What they were before is still in the database's files, for somebody"
                                        + " reads their tables, as a backup does: say it again later.");
    }

    private static String forget(Connection connection, KeysByHand keys)
            throws SQLException, Refused {
        List<TrackersByHand.Live> live = new TrackersByHand(connection).live();
        if (!live.isEmpty()) {
            throw new Refused(
                    "Nothing was forgotten, for trackers run, or did so seconds ago: %s. Stop all trackers of this database first."
                            .formatted(
                                    live.stream()
                                            .map(one -> "tracker " + one.number())
                                            .collect(Collectors.joining(", "))));
        }
        int count = keys.forget();
        connection.commit();
        if (count == 0) {
            return "There are no keys in the database; nothing has changed.";
        }
        return count
                + " keys in the database are forgotten. The next tracker that starts makes new ones,"
                + " with another identity: take the old fingerprint out of the trackers' list. Peers"
                + " refuse it until each user names the new one (p2p up --trackers \"ADDRESS:PORT"
                + " FINGERPRINT\", which the tracker prints when it starts) and logs in again.";
    }
}
