package p2p.tracker.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secrets in the operator's file, or in one that the tracker makes in its data folder, each on
 * a line. With the first one keys are wrapped; the others are for those that were wrapped before.
 */
public final class KeySecrets {

    public static final String SETTING = "P2P_KEY_SECRET_FILE";

    private static final String OWN_FILE = "secret";
    private static final int MADE_BYTES = 32;
    private static final int MOST_BYTES = 4096;
    private static final Pattern FORM = Pattern.compile("[!-~]{32,}");

    private final Optional<Path> file;
    private final Optional<Path> makesIn;
    private volatile List<KeySecret> known = List.of();

    private KeySecrets(Optional<Path> file, Optional<Path> makesIn) {
        this.file = file;
        this.makesIn = makesIn;
    }

    /** A secret that is missing or wrong; its message is a sentence that says what to do. */
    public static final class Unusable extends RuntimeException {
        Unusable(String sentence) {
            super(sentence);
        }
    }

    /** Those that the operator names, or else those in the data folder of a database of its own. */
    public static KeySecrets of(Optional<Path> named, Optional<Path> ownData) {
        return named.isPresent()
                ? new KeySecrets(named, Optional.empty())
                : new KeySecrets(ownData.map(data -> data.resolve(OWN_FILE)), ownData);
    }

    public static KeySecrets of(Map<String, String> environment, Optional<Path> ownData) {
        return of(
                Optional.ofNullable(environment.get(SETTING))
                        .filter(path -> !path.isBlank())
                        .map(Path::of),
                ownData);
    }

    boolean areNamed() {
        return file.isPresent() && makesIn.isEmpty();
    }

    /** What to wrap with; makes the tracker's own one on its first use. */
    Optional<KeySecret> first() {
        makesIn.ifPresent(KeySecrets::makeUnlessThere);
        return present();
    }

    /** The same, where it has to be there already. */
    Optional<KeySecret> present() {
        return file.map(path -> read(path).getFirst());
    }

    /** The file, where all users of its machine may read it. */
    Optional<Path> openToOthers() {
        return file.filter(path -> {
            try {
                return Files.getPosixFilePermissions(path)
                        .contains(PosixFilePermission.OTHERS_READ);
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** The file is read again where it may have one more by now. */
    KeySecret by(byte[] id) {
        return find(id).or(
                        () -> {
                            file.ifPresent(this::read);
                            return find(id);
                        })
                .orElseThrow(() -> new Unusable(missing()));
    }

    private Optional<KeySecret> find(byte[] id) {
        return known.stream().filter(secret -> secret.is(id)).findFirst();
    }

    private String missing() {
        String lost =
                " Where it is lost, stop all trackers and say 'tracker keys forget%s': they make new keys, and all users have to name their new identity."
                        .formatted(
                                makesIn.map(data -> " --data " + data.toAbsolutePath()).orElse(""));
        return file.map(path ->
                        "The keys in the database are wrapped with a secret that is not in %s; put it back there."
                                .formatted(path.toAbsolutePath()))
                        .orElse(
                                "The keys in the database are wrapped with a secret; name its file with "
                                        + SETTING
                                        + ".")
                + lost;
    }

    private List<KeySecret> read(Path path) {
        byte[] text;
        try (InputStream in = Files.newInputStream(path)) {
            text = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        List<String> lines =
                new String(text, StandardCharsets.US_ASCII)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        if (lines.isEmpty()
                || text.length > MOST_BYTES
                || !lines.stream().allMatch(line -> FORM.matcher(line).matches())) {
            throw new Unusable(
                    ("The file %s is no file of secrets: each line has to be one, of at least 32"
                                    + " characters without spaces (openssl rand -hex 32).")
                            .formatted(path));
        }
        known = lines.stream().map(KeySecret::of).toList();
        return known;
    }

    private Unusable unreadable(Path path, IOException e) {
        return new Unusable(
                switch (e) {
                    case NoSuchFileException _ when !areNamed() -> missing();
                    case NoSuchFileException _ ->
                            "There is no file %s, which %s names.".formatted(path, SETTING);
                    case AccessDeniedException _ ->
                            "The file of secrets %s may not be read.".formatted(path);
                    default ->
                            "The file of secrets %s cannot be read: %s."
                                    .formatted(path, e.getMessage());
                });
    }

    /** Nobody ever sees half a secret, and none is used that a power failure could take back. */
    private static void makeUnlessThere(Path folder) {
        Path path = folder.resolve(OWN_FILE);
        if (Files.exists(path)) {
            return;
        }
        byte[] secret = new byte[MADE_BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            Path half =
                    Files.createTempFile(
                            folder,
                            OWN_FILE,
                            ".new",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(half, HexFormat.of().formatHex(secret) + "\n");
                giveToOwnerOf(folder, half);
                force(half);
                Files.createLink(path, half);
            } catch (FileAlreadyExistsException e) {
                // Another tracker on this folder was first, and its secret counts.
            } finally {
                Files.delete(half);
            }
            force(folder);
        } catch (IOException e) {
            throw new Unusable("No secret can be kept at %s: %s.".formatted(path, e.getMessage()));
        }
    }

    /** Where root makes it in an ordinary user's folder. */
    private static void giveToOwnerOf(Path folder, Path file) throws IOException {
        Object owner = Files.getAttribute(folder, "unix:uid");
        if (!Files.getAttribute(file, "unix:uid").equals(owner)) {
            Files.setAttribute(file, "unix:uid", owner);
        }
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
