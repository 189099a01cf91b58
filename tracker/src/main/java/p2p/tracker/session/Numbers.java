package p2p.tracker.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** News that numbers have changed: of each group the first at once, and the last of each second. */
final class Numbers {

    private final BiConsumer<Long, String> told;
    private final Consumer<Runnable> inASecond;
    private final Map<Long, Optional<String>> waiting = new HashMap<>();

    Numbers(BiConsumer<Long, String> told, Consumer<Runnable> inASecond) {
        this.told = told;
        this.inASecond = inASecond;
    }

    void changed(long group, String news) {
        synchronized (waiting) {
            if (waiting.computeIfPresent(group, (_, _) -> Optional.of(news)) != null) {
                return;
            }
            waiting.put(group, Optional.empty());
        }
        tell(group, news);
    }

    private void tell(long group, String news) {
        try {
            told.accept(group, news);
        } finally {
            inASecond.accept(() -> later(group));
        }
    }

    private void later(long group) {
        Optional<String> last;
        synchronized (waiting) {
            last = waiting.getOrDefault(group, Optional.empty());
            if (last.isEmpty()) {
                waiting.remove(group);
            } else {
                waiting.put(group, Optional.empty());
            }
        }
        last.ifPresent(news -> tell(group, news));
    }
}
