package p2p.tracker.group;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import p2p.tracker.account.Sessions;
import p2p.tracker.store.Transactions;

/** Figures of what there is, taken when somebody looks. */
@ApplicationScoped
class GroupGauges implements MeterBinder {

    private final GroupRows groups;
    private final Sessions sessions;
    private final Transactions transactions;

    GroupGauges(GroupRows groups, Sessions sessions, Transactions transactions) {
        this.groups = groups;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("p2p.groups", () -> transactions.figure(groups::size))
                .description("Groups that there are")
                .register(meters);
        Gauge.builder("p2p.sessions", () -> transactions.figure(sessions::size))
                .description("Live sessions on all trackers")
                .register(meters);
    }
}
