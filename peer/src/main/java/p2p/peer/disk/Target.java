package p2p.peer.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where a download goes, and the two files that stand beside it until it is done. */
record Target(Path file, IfExists ifExists) {

    static final String PART = ".p2p-part";
    static final String JOURNAL = ".p2p-journal";

    Path part() {
        return file.resolveSibling(file.getFileName() + PART);
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
        if (ifExists == IfExists.REFUSE && isTaken()) {
            throw taken();
        }
    }

    /** Gives the part file its name, in one step that cannot hit a file that it may not replace. */
    void place() throws IOException {
        refuseIfTaken();
        if (ifExists == IfExists.REPLACE) {
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

    void removeTraces() throws IOException {
        Files.deleteIfExists(part());
        Files.deleteIfExists(journal());
    }

    /** Names are on the disk for good only when their folder is. */
    void forceFolder() throws IOException {
        try (FileChannel folder =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private DiskTrouble taken() {
        return new DiskTrouble(
                DiskTrouble.Kind.EXISTS,
                file + " is already there, with other content. Say --force to replace it.");
    }
}
