package p2p.tracker.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells the reader of the log that there may be something to read. */
@ApplicationScoped
class Wakeups {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean pending;
    private boolean toBeTold;

    /** A transaction of this tracker's has committed events. */
    void committed() {
        wake(true);
    }

    /** Another tracker says that there is something to read. */
    void heard() {
        wake(false);
    }

    private void wake(boolean tell) {
        lock.lock();
        try {
            pending = true;
            toBeTold |= tell;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a wake-up, or until the time is over. */
    void await(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!pending && left > 0) {
                left = woken.awaitNanos(left);
            }
            pending = false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the others have not been told yet of something committed here. */
    boolean isToBeTold() {
        lock.lock();
        try {
            return toBeTold;
        } finally {
            lock.unlock();
        }
    }

    void told() {
        lock.lock();
        try {
            toBeTold = false;
        } finally {
            lock.unlock();
        }
    }
}
