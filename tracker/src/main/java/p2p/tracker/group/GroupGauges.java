package p2p.tracker.group;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import p2p.tracker.account.Sessions;
import p2p.tracker.store.Transactions;

/** Figures of what there is, taken when somebody looks. */
@ApplicationScoped
class GroupGauges implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(GroupGauges.class);

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
        Gauge.builder("p2p.groups", () -> counted(groups::size))
                .description("Groups that there are")
                .register(meters);
        Gauge.builder("p2p.sessions", () -> counted(sessions::size))
                .description("Live sessions on all trackers")
                .register(meters);
    }

    /** No number where the database does not say it; that it is away is said elsewhere. */
    private Number counted(Supplier<? extends Number> count) {
        try {
            return transactions.get(count);
        } catch (RuntimeException e) {
            LOG.debug("what there is cannot be counted", e);
            return Double.NaN;
        }
    }
}
