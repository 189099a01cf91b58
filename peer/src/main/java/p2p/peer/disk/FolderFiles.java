package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderLayout.Stretch;
import p2p.protocol.file.TreeEntry;

/** A folder on the disk as one stream of bytes; each file is opened for as long as it is needed. */
final class FolderFiles implements Bytes {

    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> WRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<Set<PosixFilePermission>> PLAIN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));
    private static final FileAttribute<Set<PosixFilePermission>> EXECUTABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx"));

    private final Path root;
    private final Path other;
    private final Folder folder;
    private final FolderLayout layout;

    /** Null where all files are wanted. */
    private final @Nullable Unwanted unwanted;

    /** Where bytes go of files that are not wanted, and share pieces with those that are. */
    interface Unwanted {
        boolean is(int file);

        boolean read(long position, ByteBuffer into) throws IOException;

        void write(long position, ByteBuffer bytes) throws IOException;
    }

    /** What is not below the one place is looked for below the other. */
    FolderFiles(Path root, Path other, Folder folder, @Nullable Unwanted unwanted) {
        this.root = root;
        this.other = other;
        this.folder = folder;
        this.unwanted = unwanted;
        layout = folder.layout();
    }

    Path place(TreeEntry entry) {
        return root.resolve(entry.path());
    }

    /** Where it is, if it is anywhere. */
    Path found(TreeEntry entry) {
        Path place = place(entry);
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? place : other.resolve(entry.path());
    }

    /** False where a file is not there, or ends before. */
    @Override
    public boolean read(long position, ByteBuffer into) throws IOException {
        int limit = into.limit();
        try {
            long at = position;
            while (into.position() < limit && at < layout.treeAt()) {
                Stretch stretch = layout.at(at);
                int length = (int) Math.min(stretch.length(), limit - into.position());
                if (!readFrom(stretch, into.limit(into.position() + length))) {
                    return false;
                }
                at += length;
            }
            into.limit(limit);
            return !into.hasRemaining() || readTree((int) (at - layout.treeAt()), into);
        } finally {
            into.limit(limit);
        }
    }

    private boolean readTree(int from, ByteBuffer into) {
        if (into.remaining() > folder.encoded().length - from) {
            return false;
        }
        into.put(folder.encoded(), from, into.remaining());
        return true;
    }

    private boolean readFrom(Stretch stretch, ByteBuffer into) throws IOException {
        if (unwanted != null && unwanted.is(stretch.file())) {
            return unwanted.read(stretch.position(), into);
        }
        String path = layout.files().get(stretch.file()).path();
        Path place = root.resolve(path);
        try {
            return read(place, stretch.offset(), into);
        } catch (NoSuchFileException e) {
            try {
                return read(other.resolve(path), stretch.offset(), into);
            } catch (NoSuchFileException notThereEither) {
                return false;
            }
        } catch (IOException e) {
            throw DiskTrouble.of(place, e);
        }
    }

    private static boolean read(Path place, long offset, ByteBuffer into) throws IOException {
        try (FileChannel file = FileChannel.open(place, READ)) {
            return Reading.fully(file, offset, into);
        }
    }

    void write(long position, ByteBuffer bytes) throws IOException {
        int limit = bytes.limit();
        for (long at = position; bytes.position() < limit; ) {
            Stretch stretch = layout.at(at);
            int length = (int) Math.min(stretch.length(), limit - bytes.position());
            writeTo(stretch, bytes.limit(bytes.position() + length));
            bytes.limit(limit);
            at += length;
        }
    }

    private void writeTo(Stretch stretch, ByteBuffer bytes) throws IOException {
        if (unwanted != null && unwanted.is(stretch.file())) {
            unwanted.write(stretch.position(), bytes);
            return;
        }
        try (FileChannel file = create(layout.files().get(stretch.file()))) {
            Writing.fully(file, stretch.offset(), bytes);
        }
    }

    /** The umask takes from the permissions what the user does not want. */
    FileChannel create(TreeEntry.File file) throws IOException {
        Path place = place(file);
        try {
            return FileChannel.open(place, WRITE, file.executable() ? EXECUTABLE : PLAIN);
        } catch (IOException e) {
            throw DiskTrouble.of(place, e);
        }
    }
}
