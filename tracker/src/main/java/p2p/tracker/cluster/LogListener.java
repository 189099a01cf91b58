package p2p.tracker.cluster;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Listens, on a connection of its own, to what other trackers say of the log. */
@ApplicationScoped
class LogListener {

    static final String CHANNEL = "p2p_event";

    private static final Logger LOG = Logger.getLogger(LogListener.class);
    private static final int WAIT_MILLIS = 10_000;

    private final DataSource source;
    private final Wakeups wakeups;
    private final CountDownLatch stopped = new CountDownLatch(1);

    LogListener(DataSource source, Wakeups wakeups) {
        this.source = source;
        this.wakeups = wakeups;
    }

    void start(@Observes StartupEvent started) {
        Thread.ofPlatform().daemon().name("event-listener").start(this::run);
    }

    void stop(@Observes @Priority(100) ShutdownEvent stopping) {
        stopped.countDown();
    }

    private void run() {
        try {
            do {
                listen();
            } while (!stopped.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the connection is lost; the log is read often enough without it. */
    private void listen() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            wakeups.heard();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (stopped.getCount() > 0) {
                PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
                if (heard != null && heard.length > 0) {
                    wakeups.heard();
                }
            }
        } catch (SQLException e) {
            if (stopped.getCount() > 0) {
                LOG.infof("not listening for events, and trying again: %s", e.getMessage());
            }
        }
    }
}
