package p2p.bench;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.TrackerMessage;

/**
 * Hears the seeders of some files come and go by turns, one seeder each, and notes when it hears
 * each change of each file.
 */
final class Watcher {

    private final List<FileRef> files;
    private final int changes;
    private final AtomicLongArray heardAt;
    private final int[] heard;
    private final CountDownLatch answered;
    private volatile int wrong;

    Watcher(List<FileRef> files, int changes) {
        this.files = files;
        this.changes = changes;
        heardAt = new AtomicLongArray(files.size() * changes);
        heard = new int[files.size()];
        answered = new CountDownLatch(files.size());
    }

    /** Waits until the tracker has said of every file that nobody serves it yet. */
    void awaitAnswers() throws InterruptedException {
        answered.await();
    }

    /** One message after the other. */
    void hear(TrackerMessage message) {
        switch (message) {
            case TrackerMessage.Seeders _ -> answered.countDown();
            case TrackerMessage.SeederJoined joined -> heard(joined.file(), true);
            case TrackerMessage.SeederLeft left -> heard(left.file(), false);
            default -> {
                /* it is told of no change */
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread alone writes it
    private void heard(FileRef ref, boolean joined) {
        int file = files.indexOf(ref);
        int change = heard[file]++;
        if (change >= changes || joined != isJoining(change)) {
            wrong = wrong + 1;
        } else {
            heardAt.set(file * changes + change, System.nanoTime());
        }
    }

    static boolean isJoining(int change) {
        return change % 2 == 0;
    }

    /** Changes that were heard in another order than made, or twice. */
    int wrong() {
        return wrong;
    }

    /** How long each change of these files took to be heard, in nanoseconds; -1 for never. */
    long[] took(AtomicLongArray saidAt, IntPredicate which) {
        return IntStream.range(0, files.size())
                .filter(which)
                .flatMap(file -> IntStream.range(file * changes, (file + 1) * changes))
                .mapToLong(i -> heardAt.get(i) == 0 ? -1 : heardAt.get(i) - saidAt.get(i))
                .toArray();
    }
}
