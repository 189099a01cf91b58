package p2p.peer.share;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.protocol.Names;

/**
 * What an upload is about: a file, or all below a folder but for what cannot be shared.
 *
 * @param files the files by the names that they get
 * @param size what they have in all
 * @param isFolder whether what is skipped keeps the rest from nothing
 */
record FilesToShare(
        Map<String, Path> files, long size, boolean isFolder, List<SkippedFile> skipped) {

    static FilesToShare at(Path place, String name) {
        if (place.getFileName() == null) {
            throw bad("The root of the file system cannot be shared.");
        }
        String top = name == null || name.isEmpty() ? place.getFileName().toString() : name;
        if (Files.isDirectory(place)) {
            return below(place, top.endsWith("/") ? top : top + "/");
        }
        if (!Files.isRegularFile(place)) {
            throw bad("There is no file or folder " + place + ".");
        }
        Optional<String> why = Names.whyNotFileName(top);
        if (why.isPresent()) {
            throw bad("'" + top + "' cannot be shared: " + why.get());
        }
        try {
            return new FilesToShare(Map.of(top, place), Files.size(place), false, List.of());
        } catch (IOException e) {
            throw bad(DiskTrouble.of(place, e).getMessage());
        }
    }

    private static FilesToShare below(Path place, String top) {
        Walk walk;
        try {
            Path real = place.toRealPath();
            walk = new Walk(real, top);
            Files.walkFileTree(real, walk);
        } catch (IOException e) {
            throw bad(DiskTrouble.of(place, e).getMessage());
        }
        if (walk.files.isEmpty()) {
            String first =
                    walk.skipped.stream()
                            .findFirst()
                            .map(s -> " " + s.path() + ": " + s.reason())
                            .orElse("");
            throw bad("There is no file below " + place + " that can be shared." + first);
        }
        return new FilesToShare(walk.files, walk.size, true, walk.skipped);
    }

    private static Refused bad(String sentence) {
        return Refusal.BAD_FILE.because(sentence);
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path place;
        private final String top;
        private final Map<String, Path> files = new TreeMap<>();
        private final List<SkippedFile> skipped = new ArrayList<>();
        private long size;

        Walk(Path place, String top) {
            this.place = place;
            this.top = top;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = top + place.relativize(file);
            String why = whyNot(name, attributes);
            if (why == null) {
                files.put(name, file);
                size += attributes.size();
            } else {
                skipped.add(new SkippedFile(file.toString(), why));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            skipped.add(new SkippedFile(file.toString(), "It cannot be read."));
            return FileVisitResult.CONTINUE;
        }

        private static String whyNot(String name, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                return "It is a symbolic link, which is not followed.";
            }
            return attributes.isRegularFile()
                    ? Names.whyNotFileName(name).orElse(null)
                    : "It is neither a file nor a folder.";
        }
    }
}
