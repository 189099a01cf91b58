package p2p.peer.event;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The last events, for those who watch; the oldest are forgotten first. */
public final class EventLog {

    private static final int KEPT = 1000;

    private final Clock clock;
    private final Deque<PeerEvent> events = new ArrayDeque<>();
    private long last;
    private CompletableFuture<Void> next = new CompletableFuture<>();

    public EventLog(Clock clock) {
        this.clock = clock;
    }

    public void add(String kind, String text) {
        add(kind, null, null, null, text);
    }

    public void add(String kind, String group, String file, String text) {
        add(kind, group, null, file, text);
    }

    public void add(
            String kind,
            @Nullable String group,
            @Nullable String user,
            @Nullable String file,
            String text) {
        CompletableFuture<Void> woken;
        synchronized (this) {
            events.addLast(new PeerEvent(++last, clock.instant(), kind, group, user, file, text));
            if (events.size() > KEPT) {
                events.removeFirst();
            }
            woken = next;
            next = new CompletableFuture<>();
        }
        woken.complete(null);
    }

    /** Events after this number, as soon as there is one; none once the wait is over. */
    public CompletionStage<EventBatch> after(long number, Duration wait) {
        CompletableFuture<Void> woken;
        synchronized (this) {
            if (number < 0 || number != last || wait.isZero()) {
                return CompletableFuture.completedStage(batch(number));
            }
            woken = next.copy();
        }
        return woken.completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(_ -> batch(number));
    }

    /** So many of the last ones. */
    public synchronized EventBatch recent(int most) {
        return new EventBatch(
                last, events.stream().skip(Math.max(0, events.size() - most)).toList());
    }

    private synchronized EventBatch batch(long number) {
        List<PeerEvent> later =
                number < 0 ? List.of() : events.stream().filter(e -> e.number() > number).toList();
        return new EventBatch(last, later);
    }
}
