package p2p.tracker.cluster;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** This tracker's row, which its beats keep alive. */
@ApplicationScoped
public class ThisTracker {

    private static final Logger LOG = Logger.getLogger(ThisTracker.class);

    private static final String CLAIM =
            """
            insert into tracker
                (number, incarnation, by_group, address, version, started, last_beat, sessions)
            values (?, ?, ?, ?, ?, clock_timestamp(), clock_timestamp(), 0)
            on conflict (number) do update set
                incarnation = excluded.incarnation, by_group = excluded.by_group,
                address = excluded.address,
                version = excluded.version, started = excluded.started,
                last_beat = excluded.last_beat, down_since = null, sessions = 0
            where tracker.address = excluded.address or tracker.down_since is not null
                or tracker.last_beat < excluded.last_beat - make_interval(secs => ?)
            returning last_beat
            """;
    private static final String BEAT =
            """
            update tracker set last_beat = clock_timestamp(), sessions = ?
            where number = ? and incarnation = ? and down_since is null
            returning last_beat
            """;

    private final int number;
    private final String address;
    private final Sql sql;
    private final Transactions transactions;
    private final Event<TrackerDown> down;
    private final Event<StartingOver> startingOver;
    private final UUID incarnation = UUID.randomUUID();
    private final Repeated beats = new Repeated("the tracker's beat");
    private volatile IntSupplier sessions = () -> 0;
    private volatile boolean stopping;
    private volatile Optional<Beat> last = Optional.empty();

    /**
     * By the database's clock, and by this machine's; the beats before it have had no gap since.
     */
    private record Beat(Instant at, Instant steadySince, long nanos) {}

    ThisTracker(
            @ConfigProperty(name = "p2p.tracker.number") int number,
            @ConfigProperty(name = "p2p.tracker.address") String address,
            Sql sql,
            Transactions transactions,
            Event<TrackerDown> down,
            Event<StartingOver> startingOver) {
        this.number = number;
        this.address = address;
        this.sql = sql;
        this.transactions = transactions;
        this.down = down;
        this.startingOver = startingOver;
    }

    public int number() {
        return number;
    }

    /** Tells this run of the tracker from the next. */
    public UUID incarnation() {
        return incarnation;
    }

    /** Where the beats take the number of attached sessions from. */
    public void counts(IntSupplier sessions) {
        this.sessions = sessions;
    }

    /** Whether peers may attach here. */
    public boolean isUp() {
        return last.isPresent() && !stopping;
    }

    /**
     * Whether this tracker has beaten without a gap for so long and does so still, so that what it
     * sees of others is not the trace of an outage that hit all alike.
     */
    public boolean hasBeatenFor(Duration time) {
        return isUp() && last.filter(beat -> isSteady(beat, time)).isPresent();
    }

    private static boolean isSteady(Beat beat, Duration time) {
        return System.nanoTime() - beat.nanos < Trackers.SILENCE.toNanos()
                && !beat.steadySince.plus(time).isAfter(beat.at);
    }

    /** By the database's clock; empty before the first one and while starting over. */
    Optional<Instant> lastBeat() {
        return last.map(Beat::at);
    }

    void start(@Observes StartupEvent started) {
        claim();
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void beat() {
        if (!stopping) {
            beats.run(this::beatOnce);
        }
    }

    private void beatOnce() {
        if (last.isEmpty()) {
            claim();
            return;
        }
        Optional<Instant> beat =
                sql.first(ThisTracker::lastBeat, BEAT, sessions.getAsInt(), number, incarnation);
        if (beat.isPresent()) {
            beatenAt(beat.get());
        } else {
            LOG.warn("the other trackers took this one for dead; it starts over");
            last = Optional.empty();
            startingOver.fire(new StartingOver("The tracker had been silent and starts over."));
            claim();
        }
    }

    private void beatenAt(Instant at) {
        Instant steadySince =
                last.filter(beat -> !at.isAfter(beat.at.plus(Trackers.SILENCE)))
                        .map(Beat::steadySince)
                        .orElse(at);
        last = Optional.of(new Beat(at, steadySince, System.nanoTime()));
    }

    /** Whoever had the number before has no connections any more. */
    private void claim() {
        Optional<Instant> claimed =
                transactions.get(() -> {
                    Optional<Instant> at =
                            sql.first(
                                    ThisTracker::lastBeat,
                                    CLAIM,
                                    number,
                                    incarnation,
                                    incarnation,
                                    address,
                                    ProgramVersion.CURRENT,
                                    Trackers.SILENCE.toSeconds());
                    at.ifPresent(since -> down.fire(new TrackerDown(number, since)));
                    return at;
                });
        if (claimed.isPresent()) {
            beatenAt(claimed.get());
        } else {
            LOG.errorf(
                    "there is a tracker number %d at another address; give this one another number",
                    number);
        }
    }

    /** First of all: the peers are told while everything still works. */
    void stop(@Observes @Priority(1) ShutdownDelayInitiatedEvent event) {
        stopping = true;
        startingOver.fire(new StartingOver("The tracker stops."));
        try {
            transactions.run(this::signOff);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "the others will notice in some seconds that this tracker has stopped: %s",
                    e.getMessage());
        }
    }

    private void signOff() {
        sql.first(
                        ThisTracker::lastBeat,
                        "update tracker set last_beat = clock_timestamp(),"
                                + " down_since = clock_timestamp(), sessions = 0"
                                + " where number = ? and incarnation = ? returning last_beat",
                        number,
                        incarnation)
                .ifPresent(at -> down.fire(new TrackerDown(number, at)));
    }

    private static Instant lastBeat(ResultSet row) throws SQLException {
        return Sql.instant(row, "last_beat");
    }
}
