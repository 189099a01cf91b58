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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FolderTree;
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

    /** Null where all of it is wanted. */
    private final @Nullable TreeSelection selection;

    private final FileChannel tree;
    private final FolderPlacing placing;
    private final TreePieces treePieces;
    private final long treePiecesAt;
    private volatile boolean placed;

    /** Null until its tree is here. */
    private volatile @Nullable Unfolded unfolded;

    /** What the folder holds, what of it is wanted, and where its files lie now. */
    private record Unfolded(Folder folder, Chosen chosen, FolderFiles files) {}

    private FolderPart(
            Target target,
            Manifest manifest,
            Path keptTree,
            @Nullable TreeSelection selection,
            FileChannel tree) {
        this.target = target;
        this.manifest = manifest;
        this.keptTree = keptTree;
        this.selection = selection;
        this.tree = tree;
        placing = FolderPlacing.of(target);
        treePieces = new TreePieces(keptTree, manifest);
        treePiecesAt = treePieces.begin();
    }

    static FolderPart open(
            Target target, Manifest manifest, Path keptTree, @Nullable TreeSelection selection)
            throws IOException {
        target.refuseIfFolderIsTaken();
        Files.createDirectories(target.part());
        FileChannel tree =
                FileChannel.open(
                        target.tree(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        var part = new FolderPart(target, manifest, keptTree, selection, tree);
        try {
            if (selection != null) {
                part.takeKeptTree();
            }
            return part;
        } catch (IOException e) {
            Closing.after(e, tree);
            throw e;
        }
    }

    /** Of whom only a part is wanted the tree may be known before any piece is here. */
    private void takeKeptTree() throws IOException {
        if (unfold().isPresent() || !Files.isRegularFile(keptTree)) {
            return;
        }
        byte[] encoded = Files.readAllBytes(keptTree);
        if (Folder.isItsTree(encoded, manifest)) {
            Writing.fully(tree, manifest.treeOffset() - treePiecesAt, ByteBuffer.wrap(encoded));
            unfold();
        }
    }

    /**
     * The folder that already stands there, which may be the download; nothing where it cannot be.
     */
    static Optional<PartStore> finished(
            Target target, Manifest manifest, Path keptTree, @Nullable TreeSelection selection)
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
        Folder folder = Folder.of(encoded, manifest, target.file());
        Chosen chosen = folder.chosen(selection);
        if (selection == null ? !chosen.mayBeAt(target.file()) : !chosen.isAt(target.file())) {
            return Optional.empty();
        }
        FileChannel kept = FileChannel.open(keptTree, StandardOpenOption.READ);
        var part = new FolderPart(target, manifest, keptTree, selection, kept);
        var files = new FolderFiles(target.file(), target.file(), folder, null);
        part.placedNow(new Unfolded(folder, chosen, files));
        return Optional.of(part);
    }

    private void placedNow(Unfolded here) {
        unfolded = here;
        placed = true;
    }

    private Unfolded unfolded(Folder folder, Path root, Path other) {
        Unfolded before = unfolded;
        Chosen chosen = before == null ? folder.chosen(selection) : before.chosen();
        FolderFiles.Unwanted unwanted = selection == null ? null : new BehindTree(chosen.files());
        return new Unfolded(folder, chosen, new FolderFiles(root, other, folder, unwanted));
    }

    /**
     * Their bytes lie behind the tree in the file that holds it, each at its place in the stream,
     * which costs no room for what is not there.
     */
    private final class BehindTree implements FolderFiles.Unwanted {

        private final BitSet wanted;

        BehindTree(BitSet wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean is(int file) {
            return !wanted.get(file);
        }

        @Override
        public boolean read(long position, ByteBuffer into) throws IOException {
            return Reading.fully(tree, place(position), into);
        }

        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            Writing.fully(tree, place(position), bytes);
        }

        private long place(long position) {
            return position < treePiecesAt
                    ? manifest.size() - treePiecesAt + position
                    : position - treePiecesAt;
        }
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
            return placedBytes().read(position, into);
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

    private Bytes placedBytes() {
        return selection == null ? files() : treePieces.over(files());
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
        Optional<Unfolded> here = unfold();
        placing.takeBack(here.map(found -> found.chosen().entries()).orElse(List.of()));
        here.ifPresent(found -> unfolded = unfolded(found.folder(), target.part(), target.part()));
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
        if (selection != null) {
            stamp = stamp * 31 + selection.number();
        }
        if (here.isPresent()) {
            for (TreeEntry.File file : files(here.get())) {
                stamp = stamp * 31 + stampOf(here.get().files().found(file));
            }
        }
        return stamp;
    }

    /** Those that are wanted. */
    private static List<TreeEntry.File> files(Unfolded here) {
        return new FolderTree(here.chosen().entries()).files();
    }

    private static long stampOf(Path place) throws DiskTrouble {
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        FileStamp stamp = FileStamp.of(place);
        return stamp.modified() * 31 + stamp.size();
    }

    /** The pieces with the tree, and once that is known those with what is wanted of the rest. */
    @Override
    public BitSet wanted(BitSet here) throws IOException {
        return selection == null ? wantedOfAll(here) : wantedOfPart(here);
    }

    private BitSet wantedOfPart(BitSet here) throws IOException {
        Unfolded known = unfolded;
        if (placed && known != null) {
            return partThere(known.folder()).part().orElseThrow();
        }
        if (known != null) {
            return known.chosen().pieces(known.folder().layout());
        }
        BitSet wanted = wantedOfAll(here);
        known = unfolded;
        if (known != null) {
            wanted.clear(0, treePieces.first());
            wanted.or(known.chosen().pieces(known.folder().layout()));
        }
        return wanted;
    }

    private SharedFolder partThere(Folder folder) {
        return SharedFolder.partAt(target.file(), manifest, keptTree, folder.layout());
    }

    private BitSet wantedOfAll(BitSet here) throws IOException {
        int first = treePieces.first();
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
        Path other = placing.hasBegun() ? target.file() : target.part();
        Unfolded here = unfolded(folder, target.part(), other);
        for (TreeEntry entry : here.chosen().entries()) {
            if (entry instanceof TreeEntry.Folder) {
                FolderPlacing.makeFolder(target.part().resolve(entry.path()));
            }
        }
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
        for (TreeEntry.File file : files(here)) {
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
                if (selection != null) {
                    treePieces.keep(this);
                    removeOthers(here);
                }
                placing.prepare(here.chosen().entries());
                PrivateFile.write(keptTree, folder.encoded());
                force();
            }
            target.refuseIfFolderIsTaken();
            unfolded = unfolded(folder, target.part(), target.file());
            placing.place(here.chosen().entries());
            placedNow(unfolded(folder, target.file(), target.file()));
        } else if (selection == null) {
            FolderPlacing.setTimes(target.file(), here.chosen().entries());
        }
        target.forceFolder();
        target.removeTraces();
        target.forceFolder();
        return selection == null
                ? new SharedFolder(target.file(), manifest, keptTree)
                : partThere(folder);
    }

    /** What somebody else's order left, who wanted another part. */
    private void removeOthers(Unfolded here) throws IOException {
        Set<Path> wanted =
                here.chosen().entries().stream()
                        .map(entry -> target.part().resolve(entry.path()))
                        .collect(Collectors.toSet());
        List<Path> there;
        try (Stream<Path> all = Files.walk(target.part())) {
            there = all.toList();
        }
        for (Path each : there.reversed()) {
            if (!wanted.contains(each) && !each.equals(target.part())) {
                Files.delete(each);
            }
        }
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
        for (TreeEntry.File file : files(here)) {
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
            Forcing.below(target.part(), here.chosen().entries());
        }
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
