package p2p.peer.download;

import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.NameInGroup;

/** Whose turn it is among the downloads: who asked first. On the peer's loop alone. */
final class Turns {

    /** So many are on their way at once, besides those that nobody has just now. */
    static final int MOST_MOVING = 48;

    /** A tracker takes so many wishes from one peer, with some to spare. */
    static final int MOST_BEGUN = 900;

    private final NavigableSet<KeptDownload> waiting = new TreeSet<>(DownloadBook.AS_ASKED);
    private final Set<NameInGroup> begun = new HashSet<>();
    private final Set<NameInGroup> still = new HashSet<>();

    void waits(KeptDownload download) {
        waiting.add(download);
    }

    /** The next one, which has begun by that, as long as there is room for it. */
    Optional<NameInGroup> next() {
        if (waiting.isEmpty()
                || begun.size() >= MOST_BEGUN
                || begun.size() - still.size() >= MOST_MOVING) {
            return Optional.empty();
        }
        NameInGroup name = NameInGroup.of(waiting.removeFirst().ref());
        begun.add(name);
        return Optional.of(name);
    }

    /** Whether somebody has one that has begun, so that it takes up room. */
    void moves(NameInGroup name, boolean moves) {
        if (moves) {
            still.remove(name);
        } else if (begun.contains(name)) {
            still.add(name);
        }
    }

    /** It does not wait any more, nor is it on its way. */
    void leaves(KeptDownload download) {
        NameInGroup name = NameInGroup.of(download.ref());
        waiting.remove(download);
        begun.remove(name);
        still.remove(name);
    }

    void allLeave() {
        waiting.clear();
        begun.clear();
        still.clear();
    }
}
