package p2p.tracker.group;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import p2p.tracker.account.Sessions;
import p2p.tracker.store.Transactions;

/** Figures of what there is, counted now and then rather than whenever somebody looks. */
@ApplicationScoped
class Gauges {

    private final GroupRows groups;
    private final Sessions sessions;
    private final Transactions transactions;
    private final AtomicLong groupCount;
    private final AtomicLong sessionCount;

    Gauges(GroupRows groups, Sessions sessions, Transactions transactions, MeterRegistry meters) {
        this.groups = groups;
        this.sessions = sessions;
        this.transactions = transactions;
        this.groupCount = meters.gauge("p2p.groups", new AtomicLong());
        this.sessionCount = meters.gauge("p2p.sessions", new AtomicLong());
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        groupCount.set(transactions.get(groups::count));
        sessionCount.set(transactions.get(sessions::count));
    }
}
