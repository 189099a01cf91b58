package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/**
 * A download on its way: its bytes in {@code NAME.p2p-part}, and in {@code NAME.p2p-journal} which
 * pieces of it were verified. Threads may write different pieces side by side. A part file can be
 * closed, or killed, at any moment and opened again.
 */
public final class PartFile implements PieceSource, AutoCloseable {

    private final Target target;
    private final Manifest manifest;
    private final Journal journal;
    private final FileChannel channel;
    private final Map<Integer, PieceInProgress> inProgress = new ConcurrentHashMap<>();
    private final BitSet verified;
    private volatile Path path;

    private PartFile(
            Target target,
            Manifest manifest,
            Journal journal,
            Path path,
            FileChannel channel,
            BitSet verified) {
        this.target = target;
        this.manifest = manifest;
        this.journal = journal;
        this.path = path;
        this.channel = channel;
        this.verified = verified;
    }

    /**
     * Starts a download or goes on with it. Where the last stop was not a clean one, this hashes
     * every piece that was thought to be there, and tells the progress how many bytes it has
     * checked. A file that already has the name and all the bytes is the download, ready to be
     * finished.
     */
    public static PartFile open(
            Path file, FileId id, Manifest manifest, IfExists ifExists, Progress progress)
            throws DiskTrouble {
        Target target = new Target(file, ifExists);
        Journal journal = Journal.open(target.journal(), id, manifest);
        try {
            PartFile done = openFinished(target, manifest, journal, progress);
            return done != null ? done : openPart(target, manifest, journal, progress);
        } catch (IOException e) {
            Closing.after(e, journal);
            throw DiskTrouble.of(target.part(), e);
        } catch (RuntimeException e) {
            Closing.after(e, journal);
            throw e;
        }
    }

    private static PartFile openFinished(
            Target target, Manifest manifest, Journal journal, Progress progress)
            throws IOException {
        Path file = target.file();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) != manifest.size()) {
            return null;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            BitSet all = new BitSet();
            all.set(0, manifest.pieceCount());
            if (PieceCheck.intact(channel, manifest, all, progress).equals(all)) {
                return new PartFile(target, manifest, journal, file, channel, all);
            }
            channel.close();
            return null;
        } catch (IOException | RuntimeException e) {
            Closing.after(e, channel);
            throw e;
        }
    }

    private static PartFile openPart(
            Target target, Manifest manifest, Journal journal, Progress progress)
            throws IOException {
        target.refuseIfTaken();
        Path part = target.part();
        FileChannel channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            BitSet verified = journal.claimed();
            if (!journal.wasStoppedAt(FileStamp.of(part))) {
                channel.truncate(manifest.size());
                verified = PieceCheck.intact(channel, manifest, verified, progress);
                journal.restart(verified);
            }
            return new PartFile(target, manifest, journal, part, channel, verified);
        } catch (IOException | RuntimeException e) {
            Closing.after(e, channel);
            throw e;
        }
    }

    /** Whether there is something of the download that {@link #open} looks at first. */
    public static boolean isThere(Path file) {
        return Files.exists(new Target(file, IfExists.REFUSE).part());
    }

    /** Gives up a download that is not open, and removes what there is of it. */
    public static void discard(Path file) throws DiskTrouble {
        Target target = new Target(file, IfExists.REFUSE);
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
        return path;
    }

    public BitSet verified() {
        synchronized (verified) {
            return (BitSet) verified.clone();
        }
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
                writeFully(manifest.pieceOffset(piece) + offset, block.duplicate());
            } catch (IOException e) {
                throw DiskTrouble.of(path, e);
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
                if (!manifest.pieceMatches(piece, progress.digest(channel))) {
                    return false;
                }
                journal.claim(piece);
            } catch (IOException e) {
                throw DiskTrouble.of(path, e);
            } finally {
                inProgress.remove(piece);
            }
            synchronized (verified) {
                verified.set(piece);
            }
            return true;
        }
    }

    /** The file has one of its two names, or both in the moment in which it is finished. */
    @Override
    public void check() throws DiskTrouble {
        if (!Files.isRegularFile(target.part(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target.file(), LinkOption.NOFOLLOW_LINKS)) {
            throw new DiskTrouble(DiskTrouble.Kind.GONE, path + " is not there any more.");
        }
    }

    @Override
    public void read(long position, ByteBuffer into) throws DiskTrouble {
        try {
            if (!Reading.fully(channel, position, into)) {
                throw new DiskTrouble(DiskTrouble.Kind.CHANGED, path + " shrank.");
            }
        } catch (IOException e) {
            throw DiskTrouble.of(path, e);
        }
    }

    /**
     * Makes the verified pieces the file that was asked for, on the disk for good when this
     * returns. After trouble it can be called again. The part file still has to be closed.
     */
    public SharedFile finish(boolean hashWhole, Progress progress) throws DiskTrouble {
        if (verified().cardinality() != manifest.pieceCount()) {
            throw new IllegalStateException("pieces are missing");
        }
        try {
            if (hashWhole) {
                hashWhole(progress);
            }
            channel.force(true);
            if (!isPlaced()) {
                target.place();
                path = target.file();
            }
            target.removeTraces();
            target.forceFolder();
            return new SharedFile(path, FileStamp.settled(path));
        } catch (IOException e) {
            throw DiskTrouble.of(path, e);
        }
    }

    /** Stops cleanly: what was written is on the disk for good, and will not be hashed again. */
    @Override
    public void close() throws DiskTrouble {
        try (journal;
                channel) {
            if (!isPlaced()) {
                channel.force(true);
                journal.stop(FileStamp.of(path));
            }
        } catch (IOException e) {
            throw DiskTrouble.of(path, e);
        }
    }

    private boolean isPlaced() {
        return path.equals(target.file());
    }

    private PieceInProgress progressOf(int piece) {
        return inProgress.computeIfAbsent(piece, p -> new PieceInProgress(manifest, p));
    }

    private boolean isVerified(int piece) {
        synchronized (verified) {
            return verified.get(piece);
        }
    }

    private void writeFully(long position, ByteBuffer block) throws IOException {
        for (long at = position; block.hasRemaining(); ) {
            at += channel.write(block, at);
        }
    }

    private void hashWhole(Progress progress) throws IOException {
        MessageDigest digest = manifest.algorithm().newDigest();
        for (int piece = 0; piece < manifest.pieceCount(); piece++) {
            long position = manifest.pieceOffset(piece);
            int length = manifest.pieceLength(piece);
            Reading.digest(channel, position, length, digest);
            if (!progress.goOn(position + length)) {
                throw new CancellationException("hashing was cancelled");
            }
        }
        if (!MessageDigest.isEqual(digest.digest(), manifest.fileHash())) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.CHANGED,
                    path + " has not the hash that its sharer gave for the whole file.");
        }
    }
}
