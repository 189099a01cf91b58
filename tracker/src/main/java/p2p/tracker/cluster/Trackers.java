package p2p.tracker.cluster;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import p2p.protocol.HostPort;
import p2p.protocol.api.TrackerInfo;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** All trackers on this database; one that is silent is taken for dead by whoever notices first. */
@ApplicationScoped
class Trackers {

    static final Duration SILENCE = Duration.ofSeconds(6);

    private static final Logger LOG = Logger.getLogger(Trackers.class);
    private static final long BURY_LOCK = 0x7032701L;

    private static final String ALL =
            """
            select number, address, version, started, last_beat, sessions,
                   down_since is null
                       and last_beat > clock_timestamp() - make_interval(secs => ?) as up
            from tracker order by number
            """;
    private static final String BURY =
            """
            update tracker
            set down_since = last_beat + make_interval(secs => ?), sessions = 0
            where down_since is null and number <> ?
                and last_beat < clock_timestamp() - make_interval(secs => ?)
            returning number, down_since
            """;

    private final Sql sql;
    private final Transactions transactions;
    private final ThisTracker self;
    private final Event<TrackerDown> down;
    private final Repeated burials = new Repeated("the look for silent trackers");

    Trackers(Sql sql, Transactions transactions, ThisTracker self, Event<TrackerDown> down) {
        this.sql = sql;
        this.transactions = transactions;
        this.self = self;
        this.down = down;
    }

    List<TrackerInfo> all() {
        return sql.list(Trackers::info, ALL, SILENCE.toSeconds());
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void bury() {
        if (self.hasBeatenFor(SILENCE)) {
            burials.run(() -> transactions.run(this::buryTheSilent));
        }
    }

    private void buryTheSilent() {
        if (!sql.tryLock(BURY_LOCK)) {
            return;
        }
        sql.list(
                        row ->
                                new TrackerDown(
                                        row.getInt("number"), Sql.instant(row, "down_since")),
                        BURY,
                        SILENCE.toSeconds(),
                        self.number(),
                        SILENCE.toSeconds())
                .forEach(dead -> {
                    LOG.warnf("tracker %d is silent; its peers go on elsewhere", dead.number());
                    down.fire(dead);
                });
    }

    private static TrackerInfo info(ResultSet row) throws SQLException {
        return new TrackerInfo(
                row.getInt("number"),
                HostPort.parse(row.getString("address")),
                row.getString("version"),
                row.getBoolean("up") ? "up" : "down",
                Sql.instant(row, "started"),
                Sql.instant(row, "last_beat"),
                row.getInt("sessions"));
    }
}
