package p2p.peer.disk;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderLayout.Stretch;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/**
 * A whole folder that is served as far as its files are those that were hashed. The pieces of one
 * that was seen changed stay refused; the others go on being served.
 */
public final class SharedFolder implements Shared {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final Manifest manifest;
    private final Path keptTree;
    private final BitSet lost = new BitSet();

    /** Large, and needed only while somebody fetches. */
    private SoftReference<Folder> known = new SoftReference<>(null);

    public SharedFolder(Path path, Manifest manifest, Path keptTree) {
        this.path = path;
        this.manifest = manifest;
        this.keptTree = keptTree;
    }

    @Override
    public Path path() {
        return path;
    }

    /** Of a folder only the size counts: what else there is to know of its files is in the tree. */
    @Override
    public FileStamp stamp() {
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

    @Override
    public void read(long position, ByteBuffer into) throws DiskTrouble {
        Folder folder = folder();
        int length = into.remaining();
        boolean complete;
        try {
            complete = new FolderFiles(path, path, folder).read(position, into);
        } catch (IOException e) {
            throw DiskTrouble.of(path, e);
        }
        requireUnchanged(folder.layout(), position, position + length);
        if (!complete) {
            throw new DiskTrouble(DiskTrouble.Kind.CHANGED, path + " changed as it was read.");
        }
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
        for (long at = from; at < Math.min(to, layout.treeAt()); ) {
            Stretch stretch = layout.at(at);
            TreeEntry.File file = layout.files().get(stretch.file());
            if (!isUnchanged(file)) {
                lose(layout, stretch.file());
                throw new DiskTrouble(
                        DiskTrouble.Kind.CHANGED,
                        path.resolve(file.path())
                                + " changed after it was shared; share the folder again to offer"
                                + " it as it is now.");
            }
            at += stretch.length();
        }
    }

    private boolean isUnchanged(TreeEntry.File file) {
        try {
            BasicFileAttributes now =
                    Files.readAttributes(
                            path.resolve(file.path()),
                            BasicFileAttributes.class,
                            LinkOption.NOFOLLOW_LINKS);
            return now.isRegularFile()
                    && now.size() == file.size()
                    && isSameTime(now.lastModifiedTime().to(TimeUnit.NANOSECONDS), file.modified());
        } catch (IOException e) {
            return false;
        }
    }

    /** Some file systems keep times in whole seconds, or in every other. */
    private static boolean isSameTime(long found, long listed) {
        return found == listed || found % SECOND == 0 && Math.abs(found - listed) < 2 * SECOND;
    }

    private void lose(FolderLayout layout, int file) {
        int pieceSize = manifest.pieceSize();
        int whole = (int) (layout.wholeAt(file) / pieceSize);
        int wholeEnd = (int) ((layout.wholeAt(file) + layout.whole(file)) / pieceSize);
        synchronized (lost) {
            lost.set(whole, wholeEnd);
            if (layout.rest(file) > 0) {
                int rest = (int) (layout.restAt(file) / pieceSize);
                int last = (int) ((layout.restAt(file) + layout.rest(file) - 1) / pieceSize);
                lost.set(rest, last + 1);
            }
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
