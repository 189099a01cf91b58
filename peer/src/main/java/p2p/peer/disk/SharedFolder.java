package p2p.peer.disk;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderLayout.Stretch;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/**
 * A folder that is served as far as its files are those that were hashed. The pieces of one that
 * was seen changed stay refused; the others go on being served.
 */
public final class SharedFolder implements Shared {

    /** Of NTFS, of many network file systems, of exFAT, of old file systems, of FAT. */
    private static final long[] TICKS = {100, 1000, 10_000_000, 1_000_000_000, 2_000_000_000};

    private final Path path;
    private final Manifest manifest;
    private final Path keptTree;

    /** The pieces of which all is here; null where that is the whole folder. */
    private final @Nullable BitSet part;

    private final BitSet lost = new BitSet();

    /** Large, and needed only while somebody fetches. */
    private SoftReference<Folder> known = new SoftReference<>(null);

    public SharedFolder(Path path, Manifest manifest, Path keptTree) {
        this(path, manifest, keptTree, null);
    }

    /**
     * @param part the pieces of which all is there; null where that is the whole folder
     */
    public SharedFolder(Path path, Manifest manifest, Path keptTree, @Nullable BitSet part) {
        this.path = path;
        this.manifest = manifest;
        this.keptTree = keptTree;
        this.part = part;
    }

    /** As far as the files are there that are in the folder, as the tree says. */
    static SharedFolder partAt(Path path, Manifest manifest, Path keptTree, FolderLayout layout) {
        BitSet missing = new BitSet();
        for (int file = 0; file < layout.files().size(); file++) {
            TreeEntry.File listed = layout.files().get(file);
            if (!isUnchanged(path.resolve(listed.path()), listed)) {
                layout.addPieces(file, missing);
            }
        }
        BitSet part = new BitSet();
        part.set(0, manifest.pieceCount());
        part.andNot(missing);
        var treePieces = new TreePieces(keptTree, manifest);
        if (treePieces.areHere()) {
            part.set(treePieces.first(), manifest.pieceCount());
        }
        return new SharedFolder(path, manifest, keptTree, part);
    }

    @Override
    public Optional<BitSet> part() {
        return Optional.ofNullable(part).map(pieces -> (BitSet) pieces.clone());
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public FileStamp stamp() {
        return stampOf(manifest);
    }

    /** Of a folder only the size counts: what else there is to know of its files is in the tree. */
    public static FileStamp stampOf(Manifest manifest) {
        return new FileStamp(manifest.treeOffset(), 0, 0);
    }

    @Override
    public boolean isOneFile() {
        return false;
    }

    @Override
    public void check() throws DiskTrouble {
        if (!Files.isDirectory(path)) {
            throw new DiskTrouble(DiskTrouble.Kind.GONE, path + " is not there.");
        }
        if (!Files.isRegularFile(keptTree)) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.GONE,
                    keptTree + " is not there; share " + path + " again to offer it.");
        }
    }

    /** The folder itself is, for what was added to it stays. */
    @Override
    public Predicate<Path> unchanged() {
        Map<Path, TreeEntry> known = new HashMap<>();
        try {
            check();
            for (TreeEntry entry : folder().tree().entries()) {
                known.put(path.resolve(entry.path()), entry);
            }
        } catch (DiskTrouble e) {
            return _ -> false;
        }
        return place ->
                place.equals(path)
                        || known.containsKey(place) && isUnchanged(place, known.get(place));
    }

    @Override
    public Optional<Path> changed() {
        try {
            check();
            return folder().tree().entries().stream()
                    .filter(entry -> !isUnchanged(path.resolve(entry.path()), entry))
                    .map(entry -> path.resolve(entry.path()))
                    .filter(SharedFolder::isThere)
                    .findFirst();
        } catch (DiskTrouble e) {
            return Optional.of(path);
        }
    }

    @Override
    public Optional<String> difference() throws DiskTrouble {
        Folder folder = folder();
        boolean treePiecesAreHere = new TreePieces(keptTree, manifest).areHere();
        int files = 0;
        for (TreeEntry entry : folder.tree().entries()) {
            int file = entry instanceof TreeEntry.File ? files++ : -1;
            Path place = path.resolve(entry.path());
            if (isUnchanged(place, entry)) {
                continue;
            }
            if (isThere(place)) {
                return Optional.of(place + " was changed.");
            }
            if (part == null || isOffered(folder.layout(), file, part, treePiecesAreHere)) {
                return Optional.of(place + " is gone.");
            }
        }
        return Optional.empty();
    }

    /** Whether a part has all pieces of a file, but for those that are here without any file. */
    private boolean isOffered(
            FolderLayout layout, int file, BitSet part, boolean treePiecesAreHere) {
        BitSet pieces = new BitSet();
        if (file >= 0) {
            layout.addPieces(file, pieces);
        }
        if (treePiecesAreHere) {
            pieces.clear(new TreePieces(keptTree, manifest).first(), manifest.pieceCount());
        }
        boolean any = !pieces.isEmpty();
        pieces.andNot(part);
        return any && pieces.isEmpty();
    }

    private static boolean isThere(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isUnchanged(Path place, TreeEntry entry) {
        return switch (entry) {
            case TreeEntry.File file -> isUnchanged(place, file);
            case TreeEntry.Folder _ -> Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
            case TreeEntry.Link link -> leadsTo(place, link.target());
        };
    }

    private static boolean leadsTo(Path link, String target) {
        try {
            return Files.readSymbolicLink(link).toString().equals(target);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void read(long position, ByteBuffer into) throws DiskTrouble {
        Folder folder = folder();
        int length = into.remaining();
        DiskTrouble trouble = null;
        try {
            if (!bytes(folder).read(position, into)) {
                trouble = changed(path, "changed while it was read");
            }
        } catch (IOException e) {
            trouble = DiskTrouble.of(path, e);
        }
        check();
        requireUnchanged(folder.layout(), position, position + length);
        if (trouble != null) {
            throw trouble;
        }
    }

    private Bytes bytes(Folder folder) {
        var files = new FolderFiles(path, path, folder, null);
        return part == null ? files : new TreePieces(keptTree, manifest).over(files);
    }

    private static DiskTrouble changed(Path place, String how) {
        return new DiskTrouble(
                DiskTrouble.Kind.CHANGED,
                place + " " + how + "; share the folder again to offer it as it is now.");
    }

    /** Of all that is in it, as its tree says. */
    Set<String> paths() throws DiskTrouble {
        return folder().tree().entries().stream().map(TreeEntry::path).collect(Collectors.toSet());
    }

    private synchronized Folder folder() throws DiskTrouble {
        Folder folder = known.get();
        if (folder == null) {
            try {
                byte[] encoded = Files.readAllBytes(keptTree);
                if (!Folder.isItsTree(encoded, manifest)) {
                    throw new DiskTrouble(
                            DiskTrouble.Kind.CHANGED,
                            keptTree + " is damaged; share " + path + " again to offer it.");
                }
                folder = Folder.of(encoded, manifest, path);
            } catch (IOException e) {
                throw DiskTrouble.of(keptTree, e);
            }
            known = new SoftReference<>(folder);
        }
        return folder;
    }

    private void requireUnchanged(FolderLayout layout, long from, long to) throws DiskTrouble {
        var treePieces = new TreePieces(keptTree, manifest);
        boolean areHere = part != null && treePieces.areHere();
        long end = Math.min(to, areHere ? treePieces.begin() : layout.treeAt());
        for (long at = from; at < end; ) {
            Stretch stretch = layout.at(at);
            TreeEntry.File file = layout.files().get(stretch.file());
            Path place = path.resolve(file.path());
            if (!isUnchanged(place, file)) {
                lose(layout, stretch.file());
                throw changed(place, "changed after it was shared");
            }
            at += stretch.length();
        }
    }

    static boolean isUnchanged(Path place, TreeEntry.File file) {
        try {
            BasicFileAttributes now =
                    Files.readAttributes(
                            place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.isRegularFile()
                    && Files.isReadable(place)
                    && now.size() == file.size()
                    && isSameTime(now.lastModifiedTime().to(TimeUnit.NANOSECONDS), file.modified());
        } catch (IOException e) {
            return false;
        }
    }

    /** Many file systems keep times less exactly than the tree, and cut off the rest. */
    private static boolean isSameTime(long found, long listed) {
        return found == listed
                || LongStream.of(TICKS)
                        .anyMatch(tick ->
                                Math.floorMod(found, tick) == 0
                                        && found <= listed
                                        && listed - found < tick);
    }

    private void lose(FolderLayout layout, int file) {
        synchronized (lost) {
            layout.addPieces(file, lost);
        }
    }

    @Override
    public BitSet lost() {
        synchronized (lost) {
            return (BitSet) lost.clone();
        }
    }

    /** Nothing is open between two reads. */
    @Override
    public void close() {}
}
