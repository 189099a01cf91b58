package p2p.cli.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import p2p.cli.control.Failure;
import p2p.peer.PeerStatus;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PrivateFile;
import p2p.protocol.Names;
import p2p.protocol.RandomPassword;

/**
 * The password of an account that was made without its user's having to think of one. It is kept at
 * home, beside the peer's key, until the user sets one of their own, and goes to no other trackers
 * than those it was made for.
 */
public final class MadePassword {

    private static final String END = ".password";

    private final Path file;
    private final List<String> trackers;

    private MadePassword(Path file, List<String> trackers) {
        this.file = file;
        this.trackers = trackers;
    }

    /** That of this user at the peer's trackers, which may be none. */
    static MadePassword of(PeerStatus peer, String user) {
        Names.whyNotName(user)
                .ifPresent(why -> {
                    throw Failure.refused("bad-name", why);
                });
        Path file = folder(peer.home()).resolve(user.toLowerCase(Locale.ROOT) + END);
        return new MadePassword(file, peer.trackerUrls());
    }

    /** Whose there is, where it is that of one user alone. */
    public static Optional<String> onlyUser(String home) {
        String[] files = folder(home).toFile().list((_, name) -> name.endsWith(END));
        return files == null || files.length != 1
                ? Optional.empty()
                : Optional.of(files[0].substring(0, files[0].length() - END.length()));
    }

    private static Path folder(String home) {
        return Path.of(home).resolve("passwords");
    }

    /** Refuses where it was made for other trackers. */
    Optional<String> required() {
        Optional<String> kept = kept();
        if (kept.isEmpty() && Files.exists(file)) {
            throw Failure.refused(
                    "other-trackers",
                    "The password that was made for you here is for other trackers than this"
                            + " peer's; start it with those, and set one with change_password.");
        }
        return kept;
    }

    /** None where one of the trackers is none that it was made for. */
    Optional<String> kept() {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            return lines.isEmpty() || !lines.containsAll(trackers)
                    ? Optional.empty()
                    : Optional.of(lines.getFirst());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** A new one, which is on the disk before anybody else hears of it. */
    String make() {
        String password = RandomPassword.make(new SecureRandom());
        try {
            Path folder = file.resolveSibling("");
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            String content = password + "\n" + String.join("\n", trackers) + "\n";
            PrivateFile.write(file, content.getBytes(StandardCharsets.US_ASCII));
            return password;
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    void forget() {
        try {
            PrivateFile.remove(file);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private Failure trouble(IOException e) {
        return Failure.refused("home", DiskTrouble.of(file, e).getMessage());
    }
}
