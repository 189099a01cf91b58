package p2p.tracker.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import p2p.tracker.store.Sql;

/**
 * What happened, for all trackers: an event is written in the transaction that makes the change,
 * and read by every tracker, the one that wrote it included, once that has committed.
 */
@ApplicationScoped
public class EventLog {

    private static final String OTHERS =
            """
            select exists (select 1 from tracker where down_since is null
                and last_beat > clock_timestamp() - make_interval(secs => %d)
                and by_group is distinct from incarnation)
            """
                    .formatted(Trackers.SILENCE.toSeconds());

    private final Sql sql;
    private final TransactionSynchronizationRegistry transactions;
    private final Wakeups wakeups;
    private final List<Consumer<LogEvent>> followers = new CopyOnWriteArrayList<>();

    EventLog(Sql sql, TransactionSynchronizationRegistry transactions, Wakeups wakeups) {
        this.sql = sql;
        this.transactions = transactions;
        this.wakeups = wakeups;
    }

    /** To be called inside the transaction that makes the change. */
    public void append(Topic topic, Collection<Long> ids, String body) {
        sql.update(
                "insert into swarm_event (topic, ids, body) values (?, ?, ?)",
                topic.label(),
                ids,
                body);
        wakeAfterwards();
    }

    /**
     * The same for people of a group. Trackers of before go by topic and ids, which therefore name
     * those people where {@link #isReadByIds} says so, and nobody otherwise.
     */
    public void append(InGroup in, Topic topic, Collection<Long> ids, String body) {
        sql.update(
                "insert into swarm_event (topic, ids, body, group_id, account_id, reach)"
                        + " values (?, ?, ?, ?, ?, ?)",
                topic.label(),
                ids,
                body,
                in.group(),
                in.account().orElse(null),
                in.reach().label());
        wakeAfterwards();
    }

    /** Whether a tracker is up that knows nothing of groups in the log. */
    public boolean isReadByIds() {
        return sql.first(row -> row.getBoolean(1), OTHERS).orElseThrow();
    }

    private void wakeAfterwards() {
        transactions.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                        // The event is written already.
                    }

                    @Override
                    public void afterCompletion(int status) {
                        if (status == Status.STATUS_COMMITTED) {
                            wakeups.committed();
                        }
                    }
                });
    }

    /** Has every event from now on handed over, one at a time, by one thread. */
    public void follow(Consumer<LogEvent> follower) {
        followers.add(follower);
    }

    void read(LogEvent event) {
        followers.forEach(follower -> follower.accept(event));
    }
}
