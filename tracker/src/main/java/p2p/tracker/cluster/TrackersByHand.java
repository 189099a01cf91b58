package p2p.tracker.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The trackers that run, for who asks at the machine of one. */
public final class TrackersByHand {

    private final Connection connection;

    public TrackersByHand(Connection connection) {
        this.connection = connection;
    }

    /** One that beats, and the version of its program. */
    public record Live(int number, String version) {}

    public List<Live> live() throws SQLException {
        var live = new ArrayList<Live>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select number, version from tracker join live_tracker"
                                        + " using (number, incarnation) order by number")) {
            while (row.next()) {
                live.add(new Live(row.getInt("number"), row.getString("version")));
            }
        }
        return live;
    }
}
