package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import p2p.protocol.file.TreeEntry;

/**
 * A folder whose files are all in its part goes to its place, in one step or file by file. Each
 * step can be done again after one that was cut off.
 */
final class FolderPlacing {

    private final Target target;

    /** Some files may have gone to their place since. */
    private boolean begun;

    private FolderPlacing(Target target, boolean begun) {
        this.target = target;
        this.begun = begun;
    }

    static FolderPlacing of(Target target) {
        return new FolderPlacing(target, Files.exists(target.placing()));
    }

    /** Whether files go to their place one by one, and how far that has come is not known. */
    boolean hasBegun() {
        return begun;
    }

    /** Links come after all files, so that none is written through one. */
    void prepare(List<TreeEntry> entries) throws IOException {
        for (TreeEntry entry : entries) {
            if (entry instanceof TreeEntry.Link link) {
                Path place = target.part().resolve(link.path());
                if (Files.isSymbolicLink(place)) {
                    Files.delete(place);
                }
                Files.createSymbolicLink(place, Path.of(link.target()));
            }
        }
        setTimes(target.part(), entries);
    }

    /** A folder after what is in it, which would change it. */
    static void setTimes(Path root, List<TreeEntry> entries) throws IOException {
        for (TreeEntry entry : entries.reversed()) {
            switch (entry) {
                case TreeEntry.File file -> setTime(root, entry, file.modified());
                case TreeEntry.Folder inner -> setTime(root, entry, inner.modified());
                case TreeEntry.Link _ -> {}
            }
        }
    }

    private static void setTime(Path root, TreeEntry entry, long time) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(entry.path()), FileTime.from(time, TimeUnit.NANOSECONDS));
    }

    /** In one step where nothing is in the way, else file by file. */
    void place(List<TreeEntry> entries) throws IOException {
        if (!begun) {
            target.givePermissionsOfFolder();
            try {
                Files.move(target.part(), target.file(), StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (!Files.isDirectory(target.file(), LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
            target.refuseIfFolderIsTaken();
        }
        merge(entries);
    }

    private void merge(List<TreeEntry> entries) throws IOException {
        refuseObstacles(entries);
        if (!begun) {
            Files.createFile(target.placing());
            target.forceFolder();
            begun = true;
        }
        for (TreeEntry entry : entries) {
            Path from = target.part().resolve(entry.path());
            Path to = target.file().resolve(entry.path());
            if (entry instanceof TreeEntry.Folder) {
                makeFolder(to);
            } else if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                refuseUnlessReplaceable(to);
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        setTimes(target.file(), entries);
        Forcing.below(target.file(), entries);
    }

    static void makeFolder(Path place) throws IOException {
        try {
            Files.createDirectory(place);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new DiskTrouble(
                        DiskTrouble.Kind.EXISTS,
                        place + " is in the way; a folder is needed there.");
            }
        }
    }

    private void refuseUnlessReplaceable(Path to) throws DiskTrouble {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !target.ifExists().mayReplace(to)) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.EXISTS,
                    "%s is in the way: it is not what was downloaded. Move it elsewhere, and resume the download."
                            .formatted(to));
        }
    }

    /** Before the first file is replaced. */
    private void refuseObstacles(List<TreeEntry> entries) throws DiskTrouble {
        for (TreeEntry entry : entries) {
            Path to = target.file().resolve(entry.path());
            if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            boolean isFolder = Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
            boolean takesPlace =
                    Files.exists(target.part().resolve(entry.path()), LinkOption.NOFOLLOW_LINKS);
            if (!isFolder && takesPlace) {
                refuseUnlessReplaceable(to);
            }
            if (isFolder != entry instanceof TreeEntry.Folder) {
                throw new DiskTrouble(
                        DiskTrouble.Kind.EXISTS,
                        "%s is in the way: it is %s. Move it elsewhere, and resume the download."
                                .formatted(to, isFolder ? "a folder" : "no folder"));
            }
        }
    }

    /** What went to its place becomes a part again, but for what was changed there since. */
    void takeBack(List<TreeEntry> entries) throws IOException {
        for (TreeEntry entry : entries) {
            Path from = target.file().resolve(entry.path());
            Path to = target.part().resolve(entry.path());
            if (entry instanceof TreeEntry.File file
                    && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)
                    && SharedFolder.isUnchanged(from, file)) {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.delete(target.placing());
        begun = false;
    }
}
