package p2p.peer.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import p2p.protocol.Names;

/** Turns the place that a user chose and the name that came from outside into a path. */
public final class Destination {

    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    private static final int LONGEST_NAME = 255 - Target.JOURNAL.length();

    private Destination() {}

    /**
     * A folder that is there, or a path that ends with a slash, gets the file by its own name, in
     * folders that are made as needed; any other path is the file itself.
     */
    public static Path resolve(String chosen, String name) throws DiskTrouble {
        try {
            Path place = Path.of(chosen).normalize();
            if (!place.isAbsolute()) {
                throw new DiskTrouble(
                        DiskTrouble.Kind.BAD_NAME,
                        "Name the whole path of the place, from / on, not '" + chosen + "'.");
            }
            if (chosen.endsWith("/") || Files.isDirectory(place)) {
                return below(place, name);
            }
            refuseName(place.getFileName().toString());
            Path folder = place.resolveSibling("");
            if (!Files.isDirectory(folder)) {
                throw new DiskTrouble(
                        DiskTrouble.Kind.GONE, "The folder " + folder + " is not there.");
            }
            return place;
        } catch (InvalidPathException e) {
            throw badName(e.getReason());
        }
    }

    /** The path of a name below a folder, which it never leaves, not by symbolic links either. */
    public static Path below(Path folder, String name) throws DiskTrouble {
        Optional<String> why = Names.whyNotFileName(name);
        if (why.isPresent()) {
            throw badName(why.get());
        }
        Path at = folder;
        try {
            Path root = Files.createDirectories(folder).toRealPath();
            String[] parts = name.split("/");
            for (int i = 0; i < parts.length; i++) {
                refuseName(parts[i]);
                at = at.resolve(parts[i]);
                if (i < parts.length - 1) {
                    enter(root, at);
                }
            }
            return at;
        } catch (InvalidPathException e) {
            throw badName("A file's name holds what this system cannot write.");
        } catch (IOException e) {
            throw DiskTrouble.of(at, e);
        }
    }

    private static void enter(Path root, Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            if (!folder.toRealPath().startsWith(root)) {
                throw new DiskTrouble(
                        DiskTrouble.Kind.FORBIDDEN,
                        folder + " is a symbolic link out of the folder that you chose.");
            }
            if (!Files.isDirectory(folder)) {
                throw new DiskTrouble(
                        DiskTrouble.Kind.EXISTS, folder + " is a file; a folder is needed there.");
            }
            return;
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            enter(root, folder);
        }
    }

    private static void refuseName(String part) throws DiskTrouble {
        String lower = part.toLowerCase(Locale.ROOT);
        if (DEVICE.matcher(lower).matches()) {
            throw badName("The name '" + part + "' is reserved for a device on some systems.");
        }
        if (Target.isReserved(part)) {
            throw badName(
                    "Names that end with %s are kept for downloads under way."
                            .formatted(String.join(", ", Target.SUFFIXES)));
        }
        if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw badName("The name has more than " + LONGEST_NAME + " bytes.");
        }
    }

    private static DiskTrouble badName(String why) {
        return new DiskTrouble(
                DiskTrouble.Kind.BAD_NAME, why + " Give a file name of your own as destination.");
    }
}
