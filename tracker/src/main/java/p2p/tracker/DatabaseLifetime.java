package p2p.tracker;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.store.Database;

/** Has the database open from before Quarkus starts until everything that uses it has ended. */
@Singleton
final class DatabaseLifetime {

    private static @Nullable Database database;
    private static boolean quarkusCloses;

    static synchronized Map<String, String> open(Map<String, String> environment, Path data)
            throws DatabaseUnavailable {
        Runtime.getRuntime().addShutdownHook(new Thread(DatabaseLifetime::closeIfStillOurs));
        Database opened = Database.open(environment, data);
        database = opened;
        return opened.settings();
    }

    /** From now on the end of the process is Quarkus' affair. */
    static synchronized void handOver() {
        quarkusCloses = true;
    }

    static synchronized void close() {
        if (database != null) {
            database.close();
        }
    }

    private static synchronized void closeIfStillOurs() {
        if (!quarkusCloses) {
            close();
        }
    }

    void everythingElseHasEnded(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        close();
    }
}
