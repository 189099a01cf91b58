package p2p.tracker.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in a transaction of its own, and once or twice more where PostgreSQL gave it up for
 * another's sake. The work must therefore touch nothing but the database.
 */
@ApplicationScoped
public class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);
    private static final int ATTEMPTS = 3;
    private static final int PATIENCE_SECONDS = 10;
    private static final int LAST_BUT_THE_DATABASE = Integer.MAX_VALUE - 1;
    private static final Set<String> GIVEN_UP = Set.of("40001", "40P01");

    private final ReadWriteLock underWay = new ReentrantReadWriteLock();
    private final Admission admission;

    Transactions(Admission admission) {
        this.admission = admission;
    }

    public <T extends @Nullable Object> T get(Supplier<T> work) {
        return run(() -> attempt(work));
    }

    /** What is a single statement needs no transaction around it, whose end is a round trip. */
    public <T extends @Nullable Object> T statement(Supplier<T> statement) {
        return run(statement);
    }

    private <T extends @Nullable Object> T run(Supplier<T> work) {
        if (!underWay.readLock().tryLock()) {
            throw new IllegalStateException("The tracker is stopping.");
        }
        try {
            return isForARequest() ? admission.admit(work) : work.get();
        } finally {
            underWay.readLock().unlock();
        }
    }

    /** Each request has a thread of its own; the tracker's own work has those of small pools. */
    private static boolean isForARequest() {
        return Thread.currentThread().isVirtual();
    }

    /** What somebody looks at: no number while the database is away, which is said elsewhere. */
    public Number figure(Supplier<? extends Number> count) {
        try {
            return get(count);
        } catch (RuntimeException e) {
            LOG.debug("a figure is not to be had", e);
            return Double.NaN;
        }
    }

    /** What is under way ends before all that it needs does; nothing begins any more. */
    void stop(@Observes @Priority(LAST_BUT_THE_DATABASE) ShutdownEvent stopping)
            throws InterruptedException {
        if (!underWay.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the tracker stops in the midst of a transaction");
        }
    }

    private static <T extends @Nullable Object> T attempt(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(work::get);
            } catch (RuntimeException e) {
                RuntimeException failure = withReason(e);
                if (attempt == ATTEMPTS || !GIVEN_UP.contains(sqlState(failure))) {
                    throw failure;
                }
            }
        }
    }

    /** Why a commit failed is only among what the transaction manager has suppressed. */
    private static RuntimeException withReason(RuntimeException failure) {
        if (failure.getCause() instanceof RollbackException commit) {
            for (Throwable suppressed : commit.getSuppressed()) {
                if (suppressed.getCause() instanceof SQLException reason) {
                    return new Sql.Failed(reason);
                }
            }
        }
        return failure;
    }

    public void run(Runnable work) {
        get(() -> {
            work.run();
            return null;
        });
    }

    /** PostgreSQL's code for what went wrong, or an empty text where it is not its doing. */
    public static String sqlState(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState();
            }
        }
        return "";
    }
}
