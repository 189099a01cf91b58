package p2p.peer.connection;

import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that are used again and again: each new one would be memory that the system has to find,
 * page by page, and that is cleared before it is written to.
 */
final class LargeArrays {

    /** What Netty's own pool takes is smaller. */
    static final int LEAST = 64 << 10;

    static final int MOST = 1 << 20;

    /** Of each of the five lengths so many bytes are kept for the next at most. */
    private static final int KEPT = 4 << 20;

    /** By length, which doubles from one to the next. */
    private static final List<LinkedBlockingDeque<byte[]>> FREE =
            IntStream.rangeClosed(index(LEAST), index(MOST))
                    .mapToObj(index -> new LinkedBlockingDeque<byte[]>(KEPT >> index))
                    .toList();

    private LargeArrays() {}

    /** Netty and the network ask for lengths that are powers of two. */
    static boolean areFor(int length) {
        return length >= LEAST && length <= MOST && Integer.bitCount(length) == 1;
    }

    private static int index(int length) {
        return Integer.numberOfTrailingZeros(length);
    }

    /** The last that was given, which is likely to be near; what was in it is in it still. */
    static byte[] take(int length) {
        byte @Nullable [] free = areFor(length) ? free(length).pollFirst() : null;
        return free == null ? new byte[length] : free;
    }

    static void give(byte[] array) {
        if (areFor(array.length)) {
            free(array.length).offerFirst(array);
        }
    }

    private static LinkedBlockingDeque<byte[]> free(int length) {
        return FREE.get(index(length) - index(LEAST));
    }
}
