package p2p.peer.share;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.Shared;
import p2p.peer.library.KeptShare;
import p2p.peer.library.NameInGroup;
import p2p.peer.loop.Loop;
import p2p.protocol.file.FileId;
import p2p.protocol.session.FileRef;

/**
 * Looks whether what is shared still lies where it was, as it was, so that nobody is promised what
 * is gone. Waits for the disk, and so is not for the peer's loop.
 */
public final class ShareWatch {

    private static final Logger LOG = Logger.getLogger(ShareWatch.class);

    /** So many times as long as a look took nobody looks there again whom no user asked to. */
    private static final int RESTS = 200;

    private final Loop loop;
    private final Shares shares;
    private final Map<FileRef, Long> restUntil = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    public ShareWatch(Loop loop, Shares shares) {
        this.loop = loop;
        this.shares = shares;
    }

    /** At everything. */
    public void lookAtAll() {
        loop.call(shares::nowServed).forEach(this::look);
    }

    /** At everything, but at what takes long not every time, and never twice at once. */
    public void lookNowAndThen() {
        if (looking.compareAndSet(false, true)) {
            try {
                List<KeptShare> served = loop.call(shares::nowServed);
                restUntil.keySet().retainAll(served.stream().map(KeptShare::ref).toList());
                served.forEach(this::lookUnlessResting);
            } finally {
                looking.set(false);
            }
        }
    }

    private void lookUnlessResting(KeptShare kept) {
        long begin = System.nanoTime();
        if (restUntil.getOrDefault(kept.ref(), begin) - begin <= 0) {
            look(kept);
            long end = System.nanoTime();
            restUntil.put(kept.ref(), end + RESTS * (end - begin));
        }
    }

    /** Where this lies, if all of it is shared from here, as it was. */
    public Optional<String> placeOf(FileRef ref) {
        return found(ref)
                .filter(kept -> !kept.isPart() && !loop.call(() -> shares.isDamaged(ref)))
                .map(KeptShare::path);
    }

    /** Where all of it is shared from here, though not all of it is there as it was. */
    public Optional<Path> brokenPlace(FileRef ref) {
        return found(ref)
                .filter(kept -> !kept.isPart() && loop.call(() -> shares.isDamaged(ref)))
                .map(KeptShare::place);
    }

    private Optional<KeptShare> found(FileRef ref) {
        loop.call(() -> shares.nowServed(ref)).ifPresent(this::look);
        return loop.call(() -> shares.nowServed(ref));
    }

    /** What of it lies just there. */
    public Optional<Shared> standingAt(Path place, FileRef ref) {
        return found(ref).filter(kept -> kept.place().equals(place)).map(shares::source);
    }

    /** What lies there, if it is shared from here. */
    public Optional<FileId> contentAt(Path place) {
        return loop.call(shares::nowServed).stream()
                .filter(kept -> kept.place().equals(place))
                .filter(kept -> found(kept.ref()).isPresent())
                .map(KeptShare::id)
                .findFirst();
    }

    /** An earlier version of it that was shared from just there. */
    public Optional<Shared> earlierAt(Path place, FileRef wanted) {
        return loop.call(() -> shares.earlier(wanted)).stream()
                .filter(earlier -> earlier.place().equals(place))
                .flatMap(earlier -> earlier.shared().stream())
                .findFirst();
    }

    /** What is shared from there, from around it or from inside it, under another name. */
    public Optional<FileRef> otherAt(Path place, FileRef wanted) {
        return loop.call(shares::nowServed).stream()
                .filter(kept -> overlaps(place, kept.place()))
                .map(KeptShare::ref)
                .filter(ref -> !NameInGroup.of(ref).equals(NameInGroup.of(wanted)))
                .filter(ref -> found(ref).isPresent())
                .findFirst();
    }

    /** What is not there yet overwrites nothing. */
    private static boolean overlaps(Path place, Path shared) {
        try {
            Path real = place.toRealPath();
            Path realShared = shared.toRealPath();
            return real.startsWith(realShared) || realShared.startsWith(real);
        } catch (IOException e) {
            return false;
        }
    }

    private void look(KeptShare kept) {
        Shared source = shares.source(kept);
        try {
            source.check();
        } catch (DiskTrouble e) {
            loop.run(() -> shares.lost(kept, e.getMessage()));
            return;
        }
        try {
            Optional<String> difference = source.difference();
            loop.run(() -> shares.looked(kept, difference));
        } catch (DiskTrouble e) {
            LOG.debugf("what is in %s is not known: %s", kept.path(), e.getMessage());
        }
    }
}
