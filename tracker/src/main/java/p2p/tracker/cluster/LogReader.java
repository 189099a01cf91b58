package p2p.tracker.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Sql;

/** Reads the log: when woken, and every now and then, for a wake-up can be lost. */
@ApplicationScoped
class LogReader {

    private static final Logger LOG = Logger.getLogger(LogReader.class);

    private static final long POLL_MILLIS = 800;
    private static final Duration BETWEEN_NOTIFIES = Duration.ofMillis(30);

    /** One snapshot gives both the events and the oldest transaction that was running. */
    private static final String READ =
            """
            with now as (
                select pg_snapshot_xmin(pg_current_snapshot()) as oldest, clock_timestamp() as at)
            select now.oldest::text as oldest, now.at as read_at,
                   e.id, e.tx::text as tx, e.at, e.topic, e.ids, e.body
            from now left join swarm_event e on e.tx >= ?::text::xid8
            order by e.id
            """;

    private final Sql sql;
    private final EventLog log;
    private final Wakeups wakeups;
    private final Counter events;
    private final Timer lag;
    private final LogCursor cursor = new LogCursor();
    private volatile boolean stopped;
    private boolean caughtUp;
    private final Repeated readings = new Repeated("the event log's reading");
    private final Repeated trims = new Repeated("the event log's trimming");
    private long lastNotify = System.nanoTime() - BETWEEN_NOTIFIES.toNanos();

    LogReader(Sql sql, EventLog log, Wakeups wakeups, MeterRegistry meters) {
        this.sql = sql;
        this.log = log;
        this.wakeups = wakeups;
        events = meters.counter("p2p.events.read");
        lag = meters.timer("p2p.events.lag");
    }

    /** What happened before this start is read before anybody can attach, who would hear of it. */
    void start(@Observes @Priority(20) StartupEvent started) {
        read();
        caughtUp = true;
        Thread.ofPlatform().daemon().name("event-log").start(this::run);
    }

    void stop(@Observes @Priority(100) ShutdownEvent stopping) {
        stopped = true;
        wakeups.heard();
    }

    @Scheduled(every = "60s", delayed = "30s", skipExecutionIf = ApplicationNotRunning.class)
    void trim() {
        trims.run(() ->
                sql.update(
                        "delete from swarm_event"
                                + " where at < clock_timestamp() - interval '10 minutes'"));
    }

    private void run() {
        while (!stopped) {
            boolean done =
                    readings.run(() -> {
                        read();
                        tellOthers();
                    });
            try {
                wakeups.await(done ? untilNext() : POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private record Entry(
            long oldestRunning,
            long id,
            long transaction,
            Optional<LogEvent> event,
            Duration lag) {}

    private void read() {
        List<Entry> entries =
                sql.list(LogReader::entry, READ, Long.toUnsignedString(cursor.oldestOpen()));
        for (Entry entry : entries) {
            if (entry.event.isPresent() && cursor.take(entry.id, entry.transaction)) {
                handOver(entry.event.get(), entry.lag);
            }
        }
        cursor.advance(entries.getFirst().oldestRunning);
    }

    private void handOver(LogEvent event, Duration late) {
        if (caughtUp) {
            events.increment();
            lag.record(late);
        }
        try {
            log.read(event);
        } catch (RuntimeException e) {
            LOG.error("an event could not be passed on", e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long oldest = Long.parseUnsignedLong(row.getString("oldest"));
        if (row.getString("tx") == null) {
            return new Entry(oldest, 0, 0, Optional.empty(), Duration.ZERO);
        }
        var event =
                new LogEvent(
                        Topic.of(row.getString("topic")),
                        new ArrayList<>(Arrays.asList((Long[]) row.getArray("ids").getArray())),
                        row.getString("body"),
                        Sql.instant(row, "at"));
        return new Entry(
                oldest,
                row.getLong("id"),
                Long.parseUnsignedLong(row.getString("tx")),
                Optional.of(event),
                Duration.between(event.at(), Sql.instant(row, "read_at")));
    }

    /** A NOTIFY in every transaction would make commits wait for each other. */
    private void tellOthers() {
        if (wakeups.isToBeTold() && System.nanoTime() - lastNotify >= BETWEEN_NOTIFIES.toNanos()) {
            wakeups.told();
            lastNotify = System.nanoTime();
            sql.update("notify " + LogListener.CHANNEL);
        }
    }

    private long untilNext() {
        if (!wakeups.isToBeTold()) {
            return POLL_MILLIS;
        }
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNotify);
        return Math.max(1, BETWEEN_NOTIFIES.toMillis() - since);
    }
}
