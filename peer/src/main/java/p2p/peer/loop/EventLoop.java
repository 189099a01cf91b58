package p2p.peer.loop;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An event loop for one owner: what is handed to it runs there, one thing after the other. */
public final class EventLoop implements Executor {

    private final ContextInternal context;

    private EventLoop(ContextInternal context) {
        this.context = context;
    }

    /** One of Vert.x's threads, whichever thread asks for it. */
    public static EventLoop of(Vertx vertx) {
        return new EventLoop(((VertxInternal) vertx).createEventLoopContext());
    }

    /** Hears of what the work throws. */
    public void onError(Consumer<Throwable> listener) {
        context.exceptionHandler(listener::accept);
    }

    @Override
    public void execute(Runnable work) {
        context.runOnContext(nothing -> work.run());
    }

    public <T> Future<T> call(Supplier<T> work) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(nothing -> {
            try {
                answer.complete(work.get());
            } catch (RuntimeException e) {
                answer.fail(e);
            }
        });
        return answer.future();
    }

    public void executeIn(Duration delay, Runnable work) {
        context.setTimer(Math.max(1, delay.toMillis()), _ -> work.run());
    }

    ContextInternal context() {
        return context;
    }

    /** As {@link #execute}, for those who keep the handler and so make nothing new each time. */
    void run(Handler<Void> work) {
        context.runOnContext(work);
    }

    /**
     * Rings on this loop. The timers of Vert.x itself may ring on another one, when they are set by
     * what Netty calls.
     */
    long setTimer(long millis, Handler<Long> ring) {
        return context.setTimer(millis, ring);
    }

    void cancelTimer(long timer) {
        context.owner().cancelTimer(timer);
    }
}
