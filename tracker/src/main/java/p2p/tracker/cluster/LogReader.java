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
import java.time.Instant;
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

    private static final int MOST_ROWS = 500;
    private static final int MOST_BYTES = 1 << 20;

    private static final String COLUMNS =
            "e.id, e.at, e.topic, e.ids, e.body, e.group_id, e.account_id, e.reach";

    /** Some of the events that the snapshot sees, this one's where none is given. */
    private static final String STEP =
            """
            select s.seen::text as seen, clock_timestamp() as read_at, e.*
            from (select coalesce(?::text::pg_snapshot, pg_current_snapshot()) as seen) s
            left join lateral (
                select * from (
                    select c.*, count(*) over () as found,
                           sum(octet_length(c.body) + 8 * cardinality(c.ids))
                               over (order by c.id rows unbounded preceding) as bytes,
                           row_number() over (order by c.id) as place
                    from (select %s from swarm_event e
                        where (e.tx >= ?::text::xid8 or e.tx = any (?::text[]::xid8[]))
                            and pg_visible_in_snapshot(e.tx, s.seen) and e.id > ?
                        order by e.id limit %d) c) few
                where bytes <= %d or place = 1) e on true
            order by e.id
            """
                    .formatted(COLUMNS, MOST_ROWS, MOST_BYTES);

    /** What ends rights for longer than this is over by itself. */
    private static final String RIGHTS =
            """
            select s.seen::text as seen, clock_timestamp() as read_at, 0 as found, e.*
            from (select ?::text::pg_snapshot as seen) s
            left join lateral (
                select %s from swarm_event e
                where e.topic = 'everyone' and e.at > now() - interval '6 minutes'
                    and pg_visible_in_snapshot(e.tx, s.seen) and e.id > ?
                order by e.id limit %d) e on true
            order by e.id
            """
                    .formatted(COLUMNS, MOST_ROWS);

    private final Sql sql;
    private final EventLog log;
    private final Wakeups wakeups;
    private final Counter events;
    private final Timer lag;
    private volatile boolean stopped;
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

    /** The rights that ended before this start are known before anybody can attach. */
    void start(@Observes @Priority(20) StartupEvent started) {
        Snapshot now =
                sql.first(row -> row.getString(1), "select pg_current_snapshot()::text")
                        .map(Snapshot::of)
                        .orElseThrow();
        readRights(now);
        var cursor = new LogCursor(now);
        Thread.ofPlatform().daemon().name("event-log").start(() -> run(cursor));
    }

    private void readRights(Snapshot now) {
        long last = 0;
        List<Entry> entries;
        do {
            entries = sql.list(LogReader::entry, RIGHTS, now.text(), last);
            entries.forEach(entry -> entry.event.ifPresent(this::handOver));
            last = entries.getLast().id;
        } while (entries.size() == MOST_ROWS);
    }

    void stop(@Observes @Priority(100) ShutdownEvent stopping) {
        stopped = true;
        wakeups.heard();
    }

    @Scheduled(every = "60s", delayed = "30s", skipExecutionIf = ApplicationNotRunning.class)
    void trim() {
        trims.run(() ->
                sql.update(
                        "delete from swarm_event" + " where at < now() - interval '10 minutes'"));
    }

    private void run(LogCursor cursor) {
        while (!stopped) {
            boolean done =
                    readings.run(() -> {
                        read(cursor);
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

    /** Where there is no event, {@code found} is 0; one that this tracker cannot read is none. */
    private record Entry(
            Snapshot seen, int found, long id, Optional<LogEvent> event, Instant readAt) {}

    private void read(LogCursor cursor) {
        boolean more;
        do {
            more = step(cursor);
        } while (more && !stopped);
    }

    private boolean step(LogCursor cursor) {
        Snapshot done = cursor.done();
        List<Entry> entries =
                sql.list(
                        LogReader::entry,
                        STEP,
                        cursor.now().map(Snapshot::text).orElse(null),
                        Long.toUnsignedString(done.next()),
                        done.running().stream().map(Long::toUnsignedString).toList(),
                        cursor.upTo());
        for (Entry entry : entries) {
            entry.event.ifPresent(event -> {
                events.increment();
                lag.record(Duration.between(event.at(), entry.readAt));
                handOver(event);
            });
        }
        Entry last = entries.getLast();
        boolean more = last.found == MOST_ROWS || last.found > entries.size();
        if (more) {
            cursor.stepped(last.seen, last.id);
        } else {
            cursor.finished(last.seen);
        }
        return more;
    }

    private void handOver(LogEvent event) {
        try {
            log.read(event);
        } catch (RuntimeException e) {
            LOG.error("an event could not be passed on", e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                Snapshot.of(row.getString("seen")),
                row.getInt("found"),
                row.getLong("id"),
                event(row),
                Sql.instant(row, "read_at"));
    }

    private static Optional<LogEvent> event(ResultSet row) throws SQLException {
        String topic = row.getString("topic");
        if (topic == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LogEvent(
                            Topic.of(topic),
                            new ArrayList<>(Arrays.asList((Long[]) row.getArray("ids").getArray())),
                            row.getString("body"),
                            Sql.instant(row, "at"),
                            inGroup(row)));
        } catch (IllegalArgumentException e) {
            LOG.debug("an event is of a kind that only newer trackers know", e);
            return Optional.empty();
        }
    }

    private static Optional<InGroup> inGroup(ResultSet row) throws SQLException {
        Long group = row.getObject("group_id", Long.class);
        return group == null
                ? Optional.empty()
                : Optional.of(
                        new InGroup(
                                group,
                                Optional.ofNullable(row.getObject("account_id", Long.class)),
                                Reach.of(row.getString("reach"))));
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
