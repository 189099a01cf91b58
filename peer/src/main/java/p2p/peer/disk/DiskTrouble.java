package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The disk would not do what was asked; the message is a sentence for the user. */
public final class DiskTrouble extends IOException {

    private static final long serialVersionUID = 1;
    private static final long HARDLY_ANY_SPACE = 1 << 20;

    /** What is wrong, for those who decide what to do about it. */
    public enum Kind {
        /** No space is left, or the quota is used up. */
        FULL,
        /** Permission is missing, or the file system is read-only. */
        FORBIDDEN,
        /** The file or its folder is not there any more. */
        GONE,
        /** The file's bytes are not those that were hashed. */
        CHANGED,
        /** Something else stands where the file should go. */
        EXISTS,
        /** Another process, or another download, works on this file. */
        IN_USE,
        /** The name may not be used for a file here. */
        BAD_NAME,
        /** Whatever else the disk answered. */
        BROKEN
    }

    private final Kind kind;
    private final String sentence;

    DiskTrouble(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
        this.sentence = sentence;
    }

    private DiskTrouble(Kind kind, String sentence, IOException cause) {
        super(sentence, cause);
        this.kind = kind;
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    public Kind kind() {
        return kind;
    }

    /** Says in a sentence what went wrong with this path. */
    public static DiskTrouble of(Path path, IOException cause) {
        if (cause instanceof DiskTrouble trouble) {
            return trouble;
        }
        String reason = reason(cause);
        if (cause instanceof NoSuchFileException) {
            return new DiskTrouble(Kind.GONE, path + " is not there.", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new DiskTrouble(
                    Kind.FORBIDDEN, "Permission is missing for " + path + ".", cause);
        }
        if (reason.contains("Read-only file system")) {
            return new DiskTrouble(Kind.FORBIDDEN, "The disk of " + path + " is read-only.", cause);
        }
        if (reason.contains("No space left") || isFull(path)) {
            return new DiskTrouble(
                    Kind.FULL, "The disk is full: " + path + " cannot be written.", cause);
        }
        if (reason.contains("quota")) {
            return new DiskTrouble(
                    Kind.FULL, "Your quota is used up: " + path + " cannot be written.", cause);
        }
        if (cause instanceof NotDirectoryException
                || cause instanceof FileAlreadyExistsException
                || reason.contains("Not a directory")
                || reason.contains("Is a directory")) {
            return new DiskTrouble(
                    Kind.EXISTS,
                    "A folder and a file get in each other's way at " + path + ".",
                    cause);
        }
        if (reason.contains("File name too long")) {
            return new DiskTrouble(Kind.BAD_NAME, "The name is too long: " + path + ".", cause);
        }
        if (reason.contains("Too many levels of symbolic links")) {
            return new DiskTrouble(Kind.FORBIDDEN, path + " is a symbolic link.", cause);
        }
        return new DiskTrouble(
                Kind.BROKEN, "The disk failed at " + path + ": " + reason + ".", cause);
    }

    private static String reason(IOException cause) {
        String reason =
                cause instanceof FileSystemException failed
                        ? failed.getReason()
                        : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    /** The system's own words may be in any language, so the space left is asked for as well. */
    private static boolean isFull(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace() < HARDLY_ANY_SPACE;
        } catch (IOException e) {
            return false;
        }
    }
}
