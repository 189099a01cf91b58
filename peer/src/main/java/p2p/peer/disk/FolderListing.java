package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import p2p.protocol.Names;
import p2p.protocol.file.FolderTree;
import p2p.protocol.file.TreeEntry;

/** What is in a folder, without hashes, and what of it cannot be shared. */
public record FolderListing(FolderTree tree, List<SkippedFile> skipped) {

    public static FolderListing of(Path folder) throws IOException {
        Walk walk = new Walk(folder);
        Files.walkFileTree(folder, walk);
        return new FolderListing(FolderTree.of(walk.entries), walk.skipped);
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private static final byte[] NOT_HASHED_YET = {};

        private final Path root;
        private final List<TreeEntry> entries = new ArrayList<>();
        private final List<SkippedFile> skipped = new ArrayList<>();

        Walk(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            Optional<String> why =
                    PeerHome.is(folder)
                            ? Optional.of("It is a peer's home, with its key.")
                            : whyNotPath(folder);
            if (why.isPresent()) {
                skip(folder, why.get());
                return FileVisitResult.SKIP_SUBTREE;
            }
            entries.add(new TreeEntry.Folder(path(folder), modified(attributes)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Optional<String> why = whyNotPath(file);
            if (why.isPresent()) {
                skip(file, why.get());
            } else if (attributes.isSymbolicLink()) {
                link(file);
            } else if (!attributes.isRegularFile()) {
                skip(file, "It is neither a file nor a folder.");
            } else if (!Files.isReadable(file)) {
                skip(file, "It cannot be read.");
            } else {
                entries.add(
                        new TreeEntry.File(
                                path(file),
                                modified(attributes),
                                attributes.size(),
                                Files.isExecutable(file),
                                NOT_HASHED_YET));
            }
            return FileVisitResult.CONTINUE;
        }

        private void link(Path link) throws IOException {
            String path = path(link);
            Path leadsTo = Files.readSymbolicLink(link);
            String target = leadsTo.toString();
            Optional<String> why =
                    isUtf8(leadsTo)
                            ? FolderTree.whyNotTarget(path, target)
                            : Optional.of("Its target is not UTF-8.");
            if (why.isPresent()) {
                skip(link, "It is a symbolic link. " + why.get());
            } else {
                entries.add(new TreeEntry.Link(path, target));
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            skip(file, "It cannot be read.");
            return FileVisitResult.CONTINUE;
        }

        private Optional<String> whyNotPath(Path place) {
            if (!isUtf8(root.relativize(place))) {
                return Optional.of("Its name is not UTF-8.");
            }
            return Target.isReserved(place.getFileName().toString())
                    ? Optional.of("It belongs to a download.")
                    : Names.whyNotPath(path(place));
        }

        /** What could not be read as text does not lead back to the same bytes. */
        private static boolean isUtf8(Path path) {
            return path.getFileSystem().getPath(path.toString()).equals(path);
        }

        private void skip(Path place, String why) {
            skipped.add(new SkippedFile(place.toString(), why));
        }

        private String path(Path place) {
            return root.relativize(place).toString();
        }

        private static long modified(BasicFileAttributes attributes) {
            return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        }
    }
}
