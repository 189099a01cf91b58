package p2p.protocol.file;

/** One thing in a shared folder. Its path is relative to the folder, with '/' between its parts. */
public sealed interface TreeEntry {

    String path();

    /** A folder in it; the time is of its last change, in nanoseconds since 1970. */
    record Folder(String path, long modified) implements TreeEntry {}

    /** A file, and the hash of all its bytes. */
    record File(String path, long modified, long size, boolean executable, byte[] hash)
            implements TreeEntry {}

    /** A symbolic link to something in the same folder. */
    record Link(String path, String target) implements TreeEntry {}
}
