package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/**
 * A folder on its way: its files below {@code NAME.p2p-part}, and in {@code NAME.p2p-tree} the
 * pieces that hold its tree, which come first. Until it is complete the part of files that lies in
 * these pieces stays there as well.
 */
final class FolderPart implements PartStore {

    private static final int STEP = 256 << 10;

    private final Target target;
    private final Manifest manifest;
    private final Path keptTree;
    private final FileChannel tree;
    private final FolderPlacing placing;
    private final long treePiecesAt;
    private volatile boolean placed;

    /** Null until its tree is here. */
    private volatile @Nullable Unfolded unfolded;

    /** What the folder holds, and where its files lie now. */
    private record Unfolded(Folder folder, FolderFiles files) {

        static Unfolded at(Path place, Folder folder) {
            return new Unfolded(folder, new FolderFiles(place, place, folder));
        }
    }

    private FolderPart(Target target, Manifest manifest, Path keptTree, FileChannel tree) {
        this.target = target;
        this.manifest = manifest;
        this.keptTree = keptTree;
        this.tree = tree;
        placing = FolderPlacing.of(target);
        treePiecesAt = manifest.treeOffset() / manifest.pieceSize() * manifest.pieceSize();
    }

    static FolderPart open(Target target, Manifest manifest, Path keptTree) throws IOException {
        target.refuseIfFolderIsTaken();
        Files.createDirectories(target.part());
        FileChannel tree =
                FileChannel.open(
                        target.tree(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        return new FolderPart(target, manifest, keptTree, tree);
    }

    /**
     * The folder that already stands there, which may be the download; nothing where it cannot be.
     */
    static Optional<PartStore> finished(Target target, Manifest manifest, Path keptTree)
            throws IOException {
        if (!Files.isDirectory(target.file(), LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(keptTree)
                || Files.exists(target.part(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        byte[] encoded = Files.readAllBytes(keptTree);
        if (!Folder.isItsTree(encoded, manifest)) {
            return Optional.empty();
        }
        FileChannel kept = FileChannel.open(keptTree, StandardOpenOption.READ);
        var part = new FolderPart(target, manifest, keptTree, kept);
        part.placedNow(Folder.of(encoded, manifest, target.file()));
        return Optional.of(part);
    }

    private void placedNow(Folder folder) {
        unfolded = Unfolded.at(target.file(), folder);
        placed = true;
    }

    /** For what is done only once its tree is here. */
    private FolderFiles files() {
        return Objects.requireNonNull(unfolded).files();
    }

    @Override
    public Path path() {
        return placed ? target.file() : target.part();
    }

    @Override
    public boolean read(long position, ByteBuffer into) throws IOException {
        if (placed) {
            return files().read(position, into);
        }
        int limit = into.limit();
        int below = Math.clamp(treePiecesAt - position, 0, into.remaining());
        if (below > 0) {
            Unfolded here = unfolded;
            if (here == null || !here.files().read(position, into.limit(into.position() + below))) {
                into.limit(limit);
                return false;
            }
            into.limit(limit);
        }
        return Reading.fully(tree, position + below - treePiecesAt, into);
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
        takeBack();
        if (position >= treePiecesAt) {
            Writing.fully(tree, position - treePiecesAt, bytes);
        } else {
            files().write(position, bytes);
        }
    }

    /** What went to its place already is not whole after all: it becomes a part again. */
    private synchronized void takeBack() throws IOException {
        if (!placing.hasBegun()) {
            return;
        }
        Optional<Folder> folder = unfold().map(Unfolded::folder);
        placing.takeBack(folder);
        folder.ifPresent(found -> unfolded = Unfolded.at(target.part(), found));
    }

    /** Over all files, where the tree is here; one that is none is told of when it is wanted. */
    @Override
    public long stamp() throws IOException {
        long stamp = FileStamp.of(placed ? keptTree : target.tree()).modified();
        Optional<Unfolded> here;
        try {
            here = unfold();
        } catch (DiskTrouble e) {
            here = Optional.empty();
        }
        if (here.isPresent()) {
            for (TreeEntry.File file : here.get().folder().layout().files()) {
                stamp = stamp * 31 + stampOf(here.get().files().found(file));
            }
        }
        return stamp;
    }

    private static long stampOf(Path place) throws DiskTrouble {
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        FileStamp stamp = FileStamp.of(place);
        return stamp.modified() * 31 + stamp.size();
    }

    /** The pieces with the tree, and once these are here all others. */
    @Override
    public BitSet wanted(BitSet here) throws IOException {
        int first = (int) (treePiecesAt / manifest.pieceSize());
        BitSet wanted = new BitSet();
        wanted.set(first, manifest.pieceCount());
        if (here.nextClearBit(first) >= manifest.pieceCount()) {
            requireTree();
        }
        if (unfolded != null) {
            wanted.set(0, first);
        }
        return wanted;
    }

    @Override
    public Optional<OldBytes> old(Earlier earlier) {
        Unfolded here = unfolded;
        return here == null
                ? Optional.empty()
                : OldFolder.of(earlier, here.folder(), manifest.algorithm());
    }

    /** Where all its pieces are verified. */
    private Unfolded requireTree() throws IOException {
        return unfold().orElseThrow(() ->
                new DiskTrouble(
                        DiskTrouble.Kind.CHANGED,
                        target.file()
                                + " cannot be made: its description is not the one it"
                                + " stands for."));
    }

    /** Makes its folders, once its tree is here. */
    private synchronized Optional<Unfolded> unfold() throws IOException {
        if (unfolded != null) {
            return Optional.of(unfolded);
        }
        byte[] encoded = new byte[Folder.described(manifest).treeSize()];
        if (!read(manifest.treeOffset(), ByteBuffer.wrap(encoded))
                || !Folder.isItsTree(encoded, manifest)) {
            return Optional.empty();
        }
        Folder folder = Folder.of(encoded, manifest, target.file());
        if (target.isOnFoldingDisk()) {
            folder.requireDistinctNames(target.file());
        }
        for (TreeEntry entry : folder.tree().entries()) {
            if (entry instanceof TreeEntry.Folder) {
                FolderPlacing.makeFolder(target.part().resolve(entry.path()));
            }
        }
        Path other = placing.hasBegun() ? target.file() : target.part();
        var here = new Unfolded(folder, new FolderFiles(target.part(), other, folder));
        unfolded = here;
        return Optional.of(here);
    }

    @Override
    public void check() throws DiskTrouble {
        if (!Files.isDirectory(target.part(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(target.file(), LinkOption.NOFOLLOW_LINKS)) {
            throw new DiskTrouble(DiskTrouble.Kind.GONE, path() + " is not there any more.");
        }
    }

    @Override
    public boolean isPlaced() {
        return placed;
    }

    @Override
    public void verifyWhole(Progress progress) throws IOException {
        Unfolded here = requireTree();
        if (!placed && !placing.hasBegun()) {
            completeFiles(here);
        }
        MessageDigest digest = manifest.algorithm().newDigest();
        long done = 0;
        for (TreeEntry.File file : here.folder().layout().files()) {
            Path place = here.files().found(file);
            try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
                Bytes content = (position, into) -> Reading.fully(channel, position, into);
                Reading.digest(content, 0, file.size(), digest);
            }
            if (!MessageDigest.isEqual(digest.digest(), file.hash())) {
                throw new DiskTrouble(
                        DiskTrouble.Kind.CHANGED,
                        place + " has not the hash that its sharer gave for the whole file.");
            }
            done += file.size();
            if (!progress.goOn(done)) {
                throw new CancellationException("hashing was cancelled");
            }
        }
    }

    /** Each step can be done again after one that was cut off. */
    @Override
    public Shared place() throws IOException {
        Unfolded here = requireTree();
        Folder folder = here.folder();
        if (!placed) {
            if (!placing.hasBegun()) {
                completeFiles(here);
                placing.prepare(folder);
                PrivateFile.write(keptTree, folder.encoded());
                force();
            }
            target.refuseIfFolderIsTaken();
            unfolded = new Unfolded(folder, new FolderFiles(target.part(), target.file(), folder));
            placing.place(folder);
            placedNow(folder);
        }
        target.forceFolder();
        target.removeTraces();
        target.forceFolder();
        return new SharedFolder(target.file(), manifest, keptTree);
    }

    /** The files that lie in the tree's pieces, and those that lie nowhere. */
    private void completeFiles(Unfolded here) throws IOException {
        FolderFiles files = here.files();
        ByteBuffer step = ByteBuffer.allocate(STEP);
        for (long at = treePiecesAt; at < manifest.treeOffset(); at += step.limit()) {
            step.clear().limit((int) Math.min(STEP, manifest.treeOffset() - at));
            if (!Reading.fully(tree, at - treePiecesAt, step)) {
                throw damaged(target.tree());
            }
            files.write(at, step.flip());
        }
        for (TreeEntry.File file : here.folder().layout().files()) {
            if (file.size() == 0) {
                files.create(file).close();
            }
            requireSize(files.place(file), file);
        }
    }

    private static void requireSize(Path place, TreeEntry.File file) throws IOException {
        long size;
        try {
            size = Files.size(place);
        } catch (NoSuchFileException e) {
            throw damaged(place);
        }
        if (size < file.size()) {
            throw damaged(place);
        }
        if (size > file.size()) {
            try (FileChannel channel = FileChannel.open(place, StandardOpenOption.WRITE)) {
                channel.truncate(file.size());
            }
        }
    }

    private static DiskTrouble damaged(Path place) {
        return new DiskTrouble(
                DiskTrouble.Kind.CHANGED,
                place + " was changed by somebody else while it was downloaded; resume it.");
    }

    @Override
    public void force() throws IOException {
        tree.force(true);
        Unfolded here = unfolded;
        if (here != null) {
            Forcing.below(target.part(), here.folder().tree().entries());
        }
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
