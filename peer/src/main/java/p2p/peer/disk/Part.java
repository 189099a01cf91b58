package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/**
 * A download on its way: its bytes in {@code NAME.p2p-part}, a file or a folder, and in {@code
 * NAME.p2p-journal} which pieces of it were verified. Threads may write different pieces side by
 * side. A part can be closed, or killed, at any moment and opened again.
 */
public final class Part implements PieceSource, AutoCloseable {

    private final Manifest manifest;
    private final Journal journal;
    private final PartStore store;
    private final Map<Integer, PieceInProgress> inProgress = new ConcurrentHashMap<>();
    private final BitSet verified;
    private final AtomicLong takenBytes = new AtomicLong();
    private BitSet wanted;

    /** Whether what is on the disk has turned out not to be what the journal says. */
    private volatile boolean doubtful;

    private Part(Manifest manifest, Journal journal, PartStore store, BitSet verified)
            throws IOException {
        this.manifest = manifest;
        this.journal = journal;
        this.store = store;
        this.verified = verified;
        wanted = store.wanted(verified);
    }

    /**
     * Starts a download or goes on with it. Where the last stop was not a clean one, this hashes
     * every piece that was thought to be there, and tells the progress how many bytes it has
     * checked. What already has the name and all the bytes is the download, ready to be finished.
     *
     * @param keptTree where a folder's tree is kept once it is complete; null for a single file
     * @param selection what of a folder is wanted; null for all
     */
    public static Part open(
            Path place,
            FileId id,
            Manifest manifest,
            IfExists ifExists,
            @Nullable Path keptTree,
            @Nullable TreeSelection selection,
            Progress progress)
            throws DiskTrouble {
        Target target = new Target(place, ifExists);
        Journal journal = Journal.open(target.journal(), id, manifest);
        try {
            Optional<Part> done =
                    openFinished(target, manifest, journal, keptTree, selection, progress);
            return done.isPresent()
                    ? done.get()
                    : openPart(target, manifest, journal, keptTree, selection, progress);
        } catch (IOException e) {
            Closing.after(e, journal);
            throw DiskTrouble.of(target.part(), e);
        } catch (RuntimeException e) {
            Closing.after(e, journal);
            throw e;
        }
    }

    private static Optional<Part> openFinished(
            Target target,
            Manifest manifest,
            Journal journal,
            @Nullable Path keptTree,
            @Nullable TreeSelection selection,
            Progress progress)
            throws IOException {
        Optional<PartStore> finished =
                manifest.folder() == null
                        ? FilePart.finished(target, manifest)
                        : FolderPart.finished(
                                target, manifest, Objects.requireNonNull(keptTree), selection);
        if (finished.isEmpty()) {
            return Optional.empty();
        }
        PartStore store = finished.get();
        try {
            BitSet all = store.wanted(new BitSet());
            if (PieceCheck.intact(store, manifest, all, progress).equals(all)) {
                return Optional.of(new Part(manifest, journal, store, all));
            }
            store.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            Closing.after(e, store);
            throw e;
        }
    }

    private static Part openPart(
            Target target,
            Manifest manifest,
            Journal journal,
            @Nullable Path keptTree,
            @Nullable TreeSelection selection,
            Progress progress)
            throws IOException {
        PartStore store =
                manifest.folder() == null
                        ? FilePart.open(target, manifest)
                        : FolderPart.open(
                                target, manifest, Objects.requireNonNull(keptTree), selection);
        try {
            BitSet verified = journal.claimed();
            if (!journal.wasStoppedAt(store.stamp())) {
                verified = intact(store, manifest, verified, progress);
                journal.restart(verified);
            }
            return new Part(manifest, journal, store, verified);
        } catch (IOException | RuntimeException e) {
            Closing.after(e, store);
            throw e;
        }
    }

    /** Of a folder the tree first, without which the rest could lie anywhere. */
    private static BitSet intact(
            PartStore store, Manifest manifest, BitSet claimed, Progress progress)
            throws IOException {
        BitSet first = store.wanted(new BitSet());
        first.and(claimed);
        BitSet intact = PieceCheck.intact(store, manifest, first, progress);
        BitSet rest = store.wanted(intact);
        rest.and(claimed);
        rest.andNot(first);
        intact.or(PieceCheck.intact(store, manifest, rest, progress));
        return intact;
    }

    /** Whether something is there that {@link #open} looks at first. */
    public static boolean isThere(Path place) {
        Target target = new Target(place, IfExists.REFUSE);
        return target.isTaken() || Files.exists(target.part());
    }

    /** Gives up a download that is not open, and removes what there is of it. */
    public static void discard(Path place) throws DiskTrouble {
        Target target = new Target(place, IfExists.REFUSE);
        if (!Files.exists(target.journal()) && !Files.exists(target.part())) {
            return;
        }
        try (FileChannel journal =
                FileChannel.open(
                        target.journal(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Journal.lock(target.journal(), journal);
            target.removeTraces();
        } catch (IOException e) {
            throw DiskTrouble.of(target.part(), e);
        }
    }

    @Override
    public Path path() {
        return store.path();
    }

    @Override
    public boolean isOneFile() {
        return manifest.folder() == null;
    }

    public BitSet verified() {
        synchronized (verified) {
            return (BitSet) verified.clone();
        }
    }

    /**
     * The pieces that are needed, as far as that is known by now: of a folder its tree at first,
     * and all the rest once that is verified.
     */
    public synchronized BitSet wanted() {
        return (BitSet) wanted.clone();
    }

    /** When all that was wanted is verified: what is wanted besides, now that this is here. */
    public synchronized BitSet wantMore() throws DiskTrouble {
        try {
            BitSet more = store.wanted(verified());
            BitSet fresh = (BitSet) more.clone();
            fresh.andNot(wanted);
            wanted = more;
            return fresh;
        } catch (IOException e) {
            throw DiskTrouble.of(path(), e);
        }
    }

    /**
     * Takes what is missing of what is wanted from earlier versions here, as far as it is the same;
     * says which pieces. None of them may be written meanwhile.
     */
    public BitSet take(List<Earlier> earlier, Progress progress) throws DiskTrouble {
        BitSet taken = new BitSet();
        for (Earlier each : earlier) {
            BitSet missing = wanted();
            missing.andNot(verified());
            Optional<OldBytes> old = missing.isEmpty() ? Optional.empty() : store.old(each);
            if (old.isPresent()) {
                try (OldBytes from = old.get()) {
                    taken.or(PieceCopy.taken(from, manifest, missing, new Copied(), progress));
                } catch (IOException e) {
                    throw DiskTrouble.of(path(), e);
                }
            }
        }
        takenBytes.addAndGet(taken.stream().mapToLong(manifest::pieceLength).sum());
        return taken;
    }

    /** How many bytes were taken from earlier versions since it was opened. */
    public long taken() {
        return takenBytes.get();
    }

    /** Keeps a block of a piece that is not verified yet; one of a verified piece is left out. */
    public void write(int piece, int offset, ByteBuffer block) throws DiskTrouble {
        Objects.checkFromIndexSize(offset, block.remaining(), manifest.pieceLength(piece));
        PieceInProgress progress = progressOf(piece);
        synchronized (progress) {
            if (isVerified(piece)) {
                return;
            }
            try {
                store.write(manifest.pieceOffset(piece) + offset, block.duplicate());
            } catch (IOException e) {
                throw DiskTrouble.of(path(), e);
            }
            progress.arrived(offset, block);
        }
    }

    /**
     * Call it when all blocks of a piece are written: true when they are what they should be, and
     * the piece is in the journal; false when not, and all its blocks must come again.
     */
    public boolean verify(int piece) throws DiskTrouble {
        PieceInProgress progress = progressOf(piece);
        synchronized (progress) {
            if (isVerified(piece)) {
                return true;
            }
            try {
                if (!manifest.pieceMatches(piece, progress.digest(store))) {
                    return false;
                }
                journal.claim(piece);
            } catch (IOException e) {
                throw DiskTrouble.of(path(), e);
            } finally {
                inProgress.remove(piece);
            }
            setVerified(piece);
            return true;
        }
    }

    @Override
    public void check() throws DiskTrouble {
        store.check();
    }

    @Override
    public void read(long position, ByteBuffer into) throws DiskTrouble {
        try {
            if (!store.read(position, into)) {
                throw new DiskTrouble(DiskTrouble.Kind.CHANGED, path() + " shrank.");
            }
        } catch (IOException e) {
            throw DiskTrouble.of(path(), e);
        }
    }

    /**
     * Makes the verified pieces what was asked for, on the disk for good when this returns. After
     * trouble it can be called again. The part still has to be closed.
     */
    public Shared finish(boolean verifyWhole, Progress progress) throws DiskTrouble {
        BitSet missing = wanted();
        missing.andNot(verified());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("pieces are missing");
        }
        try {
            if (verifyWhole) {
                store.verifyWhole(progress);
            }
            return store.place();
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(path(), e);
            doubtful |= trouble.kind() == DiskTrouble.Kind.CHANGED;
            throw trouble;
        }
    }

    /** Stops cleanly: what was written is on the disk for good, and will not be hashed again. */
    @Override
    public void close() throws DiskTrouble {
        try (journal;
                store) {
            if (!store.isPlaced()) {
                store.force();
                if (!doubtful) {
                    journal.stop(store.stamp());
                }
            }
        } catch (IOException e) {
            throw DiskTrouble.of(path(), e);
        }
    }

    private PieceInProgress progressOf(int piece) {
        return inProgress.computeIfAbsent(piece, p -> new PieceInProgress(manifest, p));
    }

    private boolean isVerified(int piece) {
        synchronized (verified) {
            return verified.get(piece);
        }
    }

    private void setVerified(int piece) {
        synchronized (verified) {
            verified.set(piece);
        }
    }

    private final class Copied implements PieceCopy.Into {

        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            store.write(position, bytes);
        }

        @Override
        public void whole(int piece) throws IOException {
            journal.claim(piece);
            setVerified(piece);
        }
    }
}
