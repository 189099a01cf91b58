package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import p2p.protocol.file.FolderLayout;
import p2p.protocol.file.FolderLayout.Stretch;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.file.TreeEntry;

/**
 * A folder as it may lie in an earlier version of it: each file is looked for where one with its
 * hash was, whatever its name, and else where it is now, since of a large one some pieces may be
 * there.
 */
final class OldFolder implements OldBytes {

    /** Equal bytes, as their sharers said. */
    private record Content(ByteBuffer hash, long size) {

        static Content of(TreeEntry.File file) {
            return new Content(ByteBuffer.wrap(file.hash()), file.size());
        }
    }

    private final Path root;
    private final FolderLayout layout;
    private final List<String> paths;

    private OldFolder(Path root, FolderLayout layout, List<String> paths) {
        this.root = root;
        this.layout = layout;
        this.paths = paths;
    }

    static Optional<OldBytes> of(Earlier earlier, Folder folder, HashAlgorithm algorithm) {
        if (!Files.isDirectory(earlier.place(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Map<Content, String> known = known(earlier, algorithm);
        List<String> paths =
                folder.layout().files().stream()
                        .map(file -> known.getOrDefault(Content.of(file), file.path()))
                        .toList();
        return Optional.of(new OldFolder(earlier.place(), folder.layout(), paths));
    }

    private static Map<Content, String> known(Earlier earlier, HashAlgorithm algorithm) {
        Map<Content, String> known = new HashMap<>();
        if (earlier.manifest().isPresent() && earlier.keptTree().isPresent()) {
            Manifest old = earlier.manifest().get();
            try {
                byte[] encoded = Files.readAllBytes(earlier.keptTree().get());
                if (old.algorithm() == algorithm && Folder.isItsTree(encoded, old)) {
                    for (TreeEntry.File file :
                            Folder.of(encoded, old, earlier.place()).layout().files()) {
                        known.put(Content.of(file), file.path());
                    }
                }
            } catch (IOException e) {
                known.clear();
            }
        }
        return known;
    }

    @Override
    public boolean read(long position, ByteBuffer into) throws IOException {
        int limit = into.limit();
        for (long at = position; into.position() < limit; ) {
            if (at >= layout.treeAt()) {
                return false;
            }
            Stretch stretch = layout.at(at);
            int length = (int) Math.min(stretch.length(), limit - into.position());
            boolean whole = read(stretch, into.limit(into.position() + length));
            into.limit(limit);
            if (!whole) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private boolean read(Stretch stretch, ByteBuffer into) throws IOException {
        Path place = root.resolve(paths.get(stretch.file()));
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel file =
                FileChannel.open(place, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return Reading.fully(file, stretch.offset(), into);
        }
    }

    /** Nothing is open between two reads. */
    @Override
    public void close() {}
}
