package p2p.peer.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.FolderListing;
import p2p.peer.disk.PeerHome;
import p2p.peer.disk.SkippedFile;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.protocol.Names;
import p2p.protocol.file.FolderTree;
import p2p.protocol.file.TreeEntry;

/**
 * What an upload is about: a file, or a folder but for what cannot be shared of it.
 *
 * @param name the name that it gets
 * @param folder what is in the folder, without hashes; nothing where it is a file
 * @param files how many there are
 * @param size what they have in all
 */
record ToShare(
        Path place,
        String name,
        Optional<FolderTree> folder,
        int files,
        long size,
        List<SkippedFile> skipped) {

    static ToShare at(Path place, @Nullable String name) {
        if (place.getFileName() == null) {
            throw bad("The root of the file system cannot be shared.");
        }
        boolean isFolder = Files.isDirectory(place);
        if (PeerHome.is(place)) {
            throw bad(place + " is a peer's home, with its key, and cannot be shared.");
        }
        if (!isFolder && !Files.isRegularFile(place)) {
            throw bad("There is no file or folder " + place + ".");
        }
        String given = name == null || name.isEmpty() ? place.getFileName().toString() : name;
        String proper =
                isFolder && given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        Names.whyNotFileName(proper)
                .ifPresent(why -> {
                    throw bad("'" + proper + "' cannot be shared: " + why);
                });
        try {
            return isFolder
                    ? folder(place.toRealPath(), proper)
                    : new ToShare(place, proper, Optional.empty(), 1, Files.size(place), List.of());
        } catch (IOException e) {
            throw bad(DiskTrouble.of(place, e).getMessage());
        }
    }

    private static ToShare folder(Path place, String name) throws IOException {
        FolderListing found = FolderListing.of(place);
        FolderTree tree = found.tree();
        if (tree.entries().isEmpty()) {
            String first =
                    found.skipped().stream()
                            .findFirst()
                            .map(s -> " " + s.path() + ": " + s.reason())
                            .orElse("");
            throw bad("There is nothing in " + place + " that can be shared." + first);
        }
        if (tree.isTooLarge()) {
            throw bad("%s holds too much for one share; share its parts.".formatted(place));
        }
        return new ToShare(
                place,
                name,
                Optional.of(tree),
                tree.files().size(),
                tree.files().stream().mapToLong(TreeEntry.File::size).sum(),
                found.skipped());
    }

    private static Refused bad(String sentence) {
        return Refusal.BAD_FILE.because(sentence);
    }
}
