package p2p.tracker.request;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import p2p.tracker.refusal.Refusal;

/** Has the requests under way answered before the tracker ends; new ones are refused by then. */
@ApplicationScoped
public class RequestsUnderWay {

    private static final int FIRST = 200;
    private static final int AFTER_THE_GOODBYES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private int underWay;
    private boolean stopping;

    void onFilters(@Observes Filters filters) {
        filters.register(this::arrived, FIRST);
    }

    private void arrived(RoutingContext context) {
        if (!begin()) {
            EarlyAnswers.answerAndClose(
                    context,
                    Refusal.BUSY.because(
                            "The tracker is stopping; ask another one, or this one again later.",
                            Duration.ofSeconds(5)));
            return;
        }
        // A WebSocket lasts as long as its peer does; it counts only until it is known.
        if (isWebSocket(context.request())) {
            ended();
        } else {
            context.addEndHandler(_ -> ended());
        }
        context.next();
    }

    private static boolean isWebSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    /** Whether there is still time for it; then the tracker does not end before it has ended. */
    public synchronized boolean begin() {
        if (!stopping) {
            underWay++;
        }
        return !stopping;
    }

    public synchronized void ended() {
        underWay--;
        notifyAll();
    }

    /** At the ShutdownEvent it would be too late: the server has closed its connections by then. */
    synchronized void stop(
            @Observes @Priority(AFTER_THE_GOODBYES) ShutdownDelayInitiatedEvent stopping)
            throws InterruptedException {
        this.stopping = true;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (long left; underWay > 0 && (left = end - System.nanoTime()) > 0; ) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
