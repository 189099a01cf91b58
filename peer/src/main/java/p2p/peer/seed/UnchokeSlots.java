package p2p.peer.seed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is served now, and who waits for a turn: the one that waited longest comes next. */
final class UnchokeSlots {

    private static final long ROTATE_AFTER = 10_000_000_000L;

    private final int most;
    private final Set<Upload> served = new LinkedHashSet<>();
    private final Deque<Upload> waiting = new ArrayDeque<>();

    UnchokeSlots(int most) {
        this.most = most;
    }

    void join(Upload upload, long now) {
        waiting.add(upload);
        fill(now);
    }

    void leave(Upload upload, long now) {
        waiting.remove(upload);
        served.remove(upload);
        fill(now);
    }

    /**
     * Takes slots back from those who do not use theirs, had theirs for long, or have another. Only
     * who has none waits for one of somebody else's.
     */
    void rotate(long now) {
        int firsts = 0;
        for (Upload upload : waiting) {
            firsts += upload.isFurther() ? 0 : 1;
        }
        int wanted = Math.min(firsts > 0 ? firsts : waiting.size(), Math.max(1, most / 2));
        List<Upload> candidates = new ArrayList<>();
        for (Upload upload : served) {
            boolean hadLong = now - upload.grantedAt() > ROTATE_AFTER;
            if (upload.isIdle(now)
                    || (firsts > 0
                            ? hadLong || upload.isFurther()
                            : hadLong && upload.isFurther())) {
                candidates.add(upload);
            }
        }
        candidates.sort(
                Comparator.comparing((Upload upload) -> !upload.isIdle(now))
                        .thenComparing(upload -> !upload.isFurther())
                        .thenComparing(Upload::grantedAt));
        for (Upload upload : candidates.subList(0, Math.min(wanted, candidates.size()))) {
            served.remove(upload);
            upload.choke(true, now);
            waiting.add(upload);
        }
        fill(now);
    }

    private void fill(long now) {
        while (served.size() < most && !waiting.isEmpty()) {
            Upload next = next();
            waiting.remove(next);
            served.add(next);
            next.choke(false, now);
        }
    }

    private Upload next() {
        for (Upload upload : waiting) {
            if (!upload.isFurther()) {
                return upload;
            }
        }
        return waiting.element();
    }
}
