package p2p.tracker.identity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;

/** The identity of a database, for who asks at the machine of a tracker. */
public final class IdentityByHand {

    private final Connection connection;

    public IdentityByHand(Connection connection) {
        this.connection = connection;
    }

    /** Empty where no tracker has made one. */
    public Optional<Fingerprint> fingerprint() throws SQLException {
        try (PreparedStatement ask =
                        connection.prepareStatement(
                                "select public_key from tracker_identity where id = 1");
                ResultSet row = ask.executeQuery()) {
            return row.next()
                    ? Optional.of(Fingerprint.of(row.getBytes("public_key")))
                    : Optional.empty();
        }
    }
}
