package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderLayout.Stretch;
import p2p.protocol.file.FolderTree;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/**
 * Hashes a folder into its manifest on all cores, reading each file once: the larger ones for
 * themselves, and of the others as many together as make up a piece. Of what was hashed before, and
 * looks the same, only that is read which shares a piece with what does not.
 */
public final class FolderHasher {

    /** Of those the pieces and the whole are hashed side by side. */
    private static final long LARGE = 32L << 20;

    private static final int STEP = 256 << 10;

    private final Path root;
    private final FolderTree listed;
    private final List<TreeEntry.File> files;
    private final HashAlgorithm algorithm;
    private final Progress progress;
    private final int pieceSize;
    private final FolderLayout layout;
    private final HashedBefore before;
    private final byte[][] fileHashes;
    private final byte[] filesPieces;
    private final byte[] lastRests;
    private final AtomicLong done = new AtomicLong();

    private FolderHasher(
            Path root,
            FolderTree listed,
            HashAlgorithm algorithm,
            Optional<HashedFolder> earlier,
            Progress progress) {
        this.root = root;
        this.listed = listed;
        this.algorithm = algorithm;
        this.progress = progress;
        files = listed.files();
        pieceSize = Manifest.pieceSizeFor(files.stream().mapToLong(TreeEntry.File::size).sum());
        layout = new FolderLayout(files, pieceSize);
        before = HashedBefore.of(earlier, root, algorithm, layout, pieceSize);
        fileHashes = new byte[files.size()][];
        filesPieces = new byte[(int) (layout.treeAt() / pieceSize) * algorithm.length()];
        lastRests = new byte[(int) (layout.treeAt() % pieceSize)];
    }

    /**
     * Refuses a folder in which a listed file changes meanwhile. The progress may cancel it.
     *
     * @param listed what is in the folder; hashes in it do not count
     * @param earlier what was hashed there before
     */
    public static HashedFolder hash(
            Path root,
            FolderTree listed,
            HashAlgorithm algorithm,
            Optional<HashedFolder> earlier,
            Progress progress)
            throws DiskTrouble {
        long size;
        try {
            size =
                    listed.files().stream()
                            .mapToLong(TreeEntry.File::size)
                            .reduce(0, Math::addExact);
        } catch (ArithmeticException e) {
            size = Long.MAX_VALUE;
        }
        if (size > Manifest.LARGEST_FILE - FolderTree.LARGEST) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.BROKEN,
                    root + " is larger than 16 TiB, the most there can be.");
        }
        return new FolderHasher(root, listed, algorithm, earlier, progress).hash();
    }

    private HashedFolder hash() throws DiskTrouble {
        settle();
        Optional<HashedFolder> same = unchanged();
        if (same.isPresent()) {
            requireUnchanged();
            return same.get();
        }
        List<Callable<Void>> work = new ArrayList<>();
        for (int file = 0; file < files.size(); file++) {
            long size = files.get(file).size();
            if (size >= pieceSize && before.hasPieces(file)) {
                fileHashes[file] = before.hash(file).orElseThrow();
                before.copyPieces(file, filesPieces);
                done(size);
            } else if (size >= LARGE) {
                hashLarge(file);
            } else if (size >= pieceSize) {
                int number = file;
                work.add(() -> hashFile(number));
            }
        }
        for (long at = layout.restsAt(); at < layout.treeAt(); at += pieceSize) {
            long position = at;
            if (before.copyRests(position, filesPieces)) {
                takeHashes(position);
            } else {
                work.add(() -> hashRests(position));
            }
        }
        run(work);
        return complete();
    }

    /** What was hashed before, where everything in the folder looks as it did then. */
    private Optional<HashedFolder> unchanged() {
        for (int file = 0; file < files.size(); file++) {
            Optional<byte[]> hash = before.hash(file);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            fileHashes[file] = hash.get();
        }
        return before.ifItsTree(hashedTree().encode());
    }

    /** Waits until every later change of the file that changed last will show. */
    private void settle() throws DiskTrouble {
        Optional<TreeEntry.File> newest =
                files.stream().max(Comparator.comparing(TreeEntry.File::modified));
        if (newest.isPresent()) {
            FileStamp.settled(root.resolve(newest.get().path()));
        }
    }

    private void run(List<Callable<Void>> work) throws DiskTrouble {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            try {
                for (Future<Void> each : work.stream().map(pool::submit).toList()) {
                    each.get();
                }
            } finally {
                pool.shutdownNow();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw DiskTrouble.of(root, failed);
                case CancellationException cancelled -> throw cancelled;
                case null, default ->
                        throw new IllegalStateException("hashing failed", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("hashing was interrupted");
        }
    }

    private void hashLarge(int number) throws DiskTrouble {
        TreeEntry.File file = files.get(number);
        Path place = root.resolve(file.path());
        long before = done.get();
        Manifest manifest =
                FileHasher.hash(
                        place,
                        file.size(),
                        pieceSize,
                        algorithm,
                        bytes -> progress.goOn(before + bytes));
        int whole = (int) (layout.whole(number) / pieceSize) * algorithm.length();
        int first = (int) (layout.wholeAt(number) / pieceSize) * algorithm.length();
        System.arraycopy(manifest.pieceHashes(), 0, filesPieces, first, whole);
        fileHashes[number] = manifest.fileHash();
        done(file.size());
    }

    /** A file that has whole pieces. */
    private Void hashFile(int number) throws IOException {
        TreeEntry.File file = files.get(number);
        MessageDigest whole = algorithm.newDigest();
        MessageDigest piece = algorithm.newDigest();
        ByteBuffer step = ByteBuffer.allocate(Math.min(STEP, pieceSize));
        try (FileChannel channel = open(file)) {
            for (long at = 0; at < file.size(); at += step.limit()) {
                step.clear().limit((int) Math.min(step.capacity(), file.size() - at));
                read(channel, at, step, file);
                whole.update(step.flip());
                piece.update(step.rewind());
                if ((at + step.limit()) % pieceSize == 0) {
                    keep(layout.wholeAt(number) + at + step.limit() - pieceSize, piece.digest());
                }
            }
        }
        fileHashes[number] = whole.digest();
        done(file.size());
        return null;
    }

    /** Of the small files that begin in a piece of what is left of files. */
    private void takeHashes(long position) {
        for (long at = position; at < position + pieceSize; ) {
            Stretch stretch = layout.at(at);
            TreeEntry.File file = files.get(stretch.file());
            if (stretch.offset() == 0) {
                fileHashes[stretch.file()] = before.hash(stretch.file()).orElseThrow();
                done(file.size());
            }
            at += stretch.length();
        }
    }

    /**
     * What is left of files, as far as it is in one piece, and the small files that begin there.
     */
    private Void hashRests(long position) throws IOException {
        byte[] bytes = new byte[(int) Math.min(pieceSize, layout.treeAt() - position)];
        for (int at = 0; at < bytes.length; ) {
            Stretch stretch = layout.at(position + at);
            int length = (int) Math.min(stretch.length(), bytes.length - at);
            TreeEntry.File file = files.get(stretch.file());
            try (FileChannel channel = open(file)) {
                read(channel, stretch.offset(), ByteBuffer.wrap(bytes, at, length), file);
                if (stretch.offset() == 0) {
                    fileHashes[stretch.file()] = hash(channel, stretch.file(), bytes, at, length);
                    done(file.size());
                }
            }
            at += length;
        }
        if (bytes.length == pieceSize) {
            keep(position, algorithm.newDigest().digest(bytes));
        } else {
            System.arraycopy(bytes, 0, lastRests, 0, bytes.length);
        }
        return null;
    }

    private byte[] hash(FileChannel channel, int number, byte[] begin, int at, int length)
            throws IOException {
        Optional<byte[]> known = before.hash(number);
        if (known.isPresent()) {
            return known.get();
        }
        MessageDigest whole = algorithm.newDigest();
        whole.update(begin, at, length);
        hashOn(channel, files.get(number), length, whole);
        return whole.digest();
    }

    /** The rest of a small file, which lies in the next piece. */
    private static void hashOn(
            FileChannel channel, TreeEntry.File file, long from, MessageDigest whole)
            throws IOException {
        Bytes content = (position, into) -> Reading.fully(channel, position, into);
        if (!Reading.digest(content, from, file.size() - from, whole)) {
            throw FileHasher.changed(Path.of(file.path()));
        }
    }

    private FileChannel open(TreeEntry.File file) throws IOException {
        Path place = root.resolve(file.path());
        try {
            return FileChannel.open(place, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw DiskTrouble.of(place, e);
        }
    }

    private void read(FileChannel channel, long from, ByteBuffer into, TreeEntry.File file)
            throws IOException {
        if (!Reading.fully(channel, from, into)) {
            throw FileHasher.changed(root.resolve(file.path()));
        }
    }

    private void keep(long position, byte[] hash) {
        int at = (int) (position / pieceSize) * algorithm.length();
        System.arraycopy(hash, 0, filesPieces, at, hash.length);
    }

    private void done(long bytes) {
        if (!progress.goOn(done.addAndGet(bytes))) {
            throw new CancellationException("hashing was cancelled");
        }
    }

    private void requireUnchanged() throws DiskTrouble {
        for (TreeEntry.File file : files) {
            Path place = root.resolve(file.path());
            FileStamp now = FileStamp.of(place);
            if (now.size() != file.size() || now.modified() != file.modified()) {
                throw FileHasher.changed(place);
            }
        }
    }

    private HashedFolder complete() throws DiskTrouble {
        requireUnchanged();
        byte[] tree = hashedTree().encode();
        if (tree.length > FolderTree.LARGEST) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.BROKEN,
                    root + " holds too much for one folder; share its parts.");
        }
        byte[] end = Arrays.copyOf(lastRests, lastRests.length + tree.length);
        System.arraycopy(tree, 0, end, lastRests.length, tree.length);
        long size = layout.treeAt() + tree.length;
        byte[] pieces =
                Arrays.copyOf(
                        filesPieces, Manifest.pieceCount(size, pieceSize) * algorithm.length());
        MessageDigest digest = algorithm.newDigest();
        int piece = filesPieces.length;
        for (int at = 0; at < end.length; at += pieceSize, piece += algorithm.length()) {
            digest.update(end, at, Math.min(pieceSize, end.length - at));
            System.arraycopy(digest.digest(), 0, pieces, piece, algorithm.length());
        }
        Manifest manifest =
                new Manifest(
                        size,
                        pieceSize,
                        algorithm,
                        pieces,
                        algorithm.newDigest().digest(tree),
                        new Manifest.Folder(tree.length, files.size()));
        return new HashedFolder(manifest, tree);
    }

    private FolderTree hashedTree() {
        List<TreeEntry> entries = new ArrayList<>(listed.entries().size());
        int number = 0;
        for (TreeEntry entry : listed.entries()) {
            if (entry instanceof TreeEntry.File file) {
                byte[] hash =
                        file.size() == 0 ? algorithm.newDigest().digest() : fileHashes[number];
                number++;
                entries.add(
                        new TreeEntry.File(
                                file.path(),
                                file.modified(),
                                file.size(),
                                file.executable(),
                                hash));
            } else {
                entries.add(entry);
            }
        }
        return new FolderTree(entries);
    }
}
