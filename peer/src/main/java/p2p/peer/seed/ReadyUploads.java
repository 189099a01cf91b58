package p2p.peer.seed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who comes next: each downloader in turn, and of each its connections in turn. */
final class ReadyUploads {

    private final Map<Downloader, Deque<Upload>> waiting = new LinkedHashMap<>();

    /** At the end; nothing where it waits already. */
    void add(Upload upload) {
        Deque<Upload> own = waiting.computeIfAbsent(upload.downloader(), _ -> new ArrayDeque<>());
        if (!own.contains(upload)) {
            own.add(upload);
        }
    }

    @Nullable Upload next() {
        var turns = waiting.entrySet().iterator();
        if (!turns.hasNext()) {
            return null;
        }
        Map.Entry<Downloader, Deque<Upload>> turn = turns.next();
        Downloader whose = turn.getKey();
        Deque<Upload> own = turn.getValue();
        turns.remove();
        Upload next = own.remove();
        if (!own.isEmpty()) {
            waiting.put(whose, own);
        }
        return next;
    }
}
