package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a download goes, and what stands beside it until it is done. */
record Target(Path file, IfExists ifExists) {

    static final String PART = ".p2p-part";
    static final String JOURNAL = ".p2p-journal";
    static final String TREE = ".p2p-tree";
    static final String PLACING = ".p2p-placing";
    static final List<String> SUFFIXES = List.of(PART, JOURNAL, TREE, PLACING);

    /** Whether it could be taken for what stands beside a download: nobody else may make that. */
    static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(lower::endsWith);
    }

    Path part() {
        return file.resolveSibling(file.getFileName() + PART);
    }

    /** Of a folder: its tree, and what else is in the pieces that hold it. */
    Path tree() {
        return file.resolveSibling(file.getFileName() + TREE);
    }

    /** There as long as the files of a folder go to their places one by one. */
    Path placing() {
        return file.resolveSibling(file.getFileName() + PLACING);
    }

    Path journal() {
        return file.resolveSibling(file.getFileName() + JOURNAL);
    }

    boolean isTaken() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    void refuseIfTaken() throws DiskTrouble {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DiskTrouble(DiskTrouble.Kind.EXISTS, file + " is a folder.");
        }
        refuseIfThere();
    }

    /** The same for a folder, which may take in what is there already where it may replace. */
    void refuseIfFolderIsTaken() throws DiskTrouble {
        if (isTaken() && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.EXISTS, file + " is a file; a folder is to stand there.");
        }
        if (!isEmptyFolder()) {
            refuseIfThere();
        }
    }

    /** Whether names that differ in case are one file there: asked of a file that is there. */
    boolean isOnFoldingDisk() {
        String other = tree().getFileName().toString().replace(TREE, TREE.toUpperCase(Locale.ROOT));
        return Files.exists(tree().resolveSibling(other), LinkOption.NOFOLLOW_LINKS);
    }

    /** An empty folder that somebody prepared is replaced by one that is as private. */
    void givePermissionsOfFolder() throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(part(), Files.getPosixFilePermissions(file));
        }
    }

    private boolean isEmptyFolder() throws DiskTrouble {
        if (!isTaken()) {
            return false;
        }
        try (Stream<Path> inside = Files.list(file)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw DiskTrouble.of(file, e);
        }
    }

    private void refuseIfThere() throws DiskTrouble {
        if (isTaken() && !ifExists.mayReplace(file)) {
            throw taken();
        }
    }

    /** Gives the part file its name, in one step that cannot hit a file that it may not replace. */
    void place() throws IOException {
        refuseIfTaken();
        if (ifExists.mayReplace(file)) {
            Files.move(part(), file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Files.createLink(file, part());
        } catch (FileAlreadyExistsException e) {
            throw taken();
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            placeWithoutLink();
        }
    }

    /** Reserves the name with an empty file of ours, and replaces that. */
    void placeWithoutLink() throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            throw taken();
        }
        try {
            Files.move(part(), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
    }

    /** The journal last: as long as it is there, what is left belongs to a download. */
    void removeTraces() throws IOException {
        removeAll(part());
        Files.deleteIfExists(tree());
        Files.deleteIfExists(placing());
        Files.deleteIfExists(journal());
    }

    private static void removeAll(Path place) throws IOException {
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(place);
            return;
        }
        Files.walkFileTree(
                place,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** Names are on the disk for good only when their folder is. */
    void forceFolder() throws IOException {
        Writing.force(file.toAbsolutePath().resolveSibling(""));
    }

    private DiskTrouble taken() {
        return new DiskTrouble(
                DiskTrouble.Kind.EXISTS,
                file + " is already there, with other content. Say --force to replace it.");
    }
}
