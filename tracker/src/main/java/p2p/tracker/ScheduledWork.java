package p2p.tracker;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What the tracker does at its times, it begins no more once it ends. */
@ApplicationScoped
class ScheduledWork {

    private static final int FIRST = -1;

    /** One that is skipped would still be told of, to threads that may be gone by then. */
    void stop(@Observes @Priority(FIRST) ShutdownEvent stopping, Scheduler scheduler) {
        scheduler.pause();
    }
}
