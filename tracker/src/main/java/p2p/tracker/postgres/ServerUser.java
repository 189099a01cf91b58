package p2p.tracker.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom PostgreSQL runs as, which refuses to be root: the tracker's own user; else the data folder's
 * owner; else, for a folder of root's, root without any privilege in a user namespace.
 */
record ServerUser(List<String> prefix) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Decides by the folder, and gives a folder of root's away where there are no namespaces. */
    static ServerUser of(Path folder, boolean dataExists) throws IOException, DatabaseUnavailable {
        if (uid(Path.of("/proc/self")) != ROOT) {
            return new ServerUser(List.of());
        }
        if (uid(folder) != ROOT) {
            return switchingTo(uid(folder), gid(folder), folder);
        }
        var inNamespace = new ServerUser(List.of("unshare", "--user"));
        if (inNamespace.reaches(folder)) {
            return inNamespace;
        }
        if (dataExists) {
            throw new DatabaseUnavailable(
                    "PostgreSQL does not run as root, and user namespaces, with which "
                            + folder
                            + " was made, are not permitted here; give the folder and all in it"
                            + " to an ordinary user with chown.");
        }
        var nobody = switchingTo(NOBODY, NOBODY, folder.resolve("..").normalize());
        Files.setAttribute(folder, "unix:uid", NOBODY);
        Files.setAttribute(folder, "unix:gid", NOBODY);
        return nobody;
    }

    private static ServerUser switchingTo(int uid, int gid, Path folder)
            throws DatabaseUnavailable {
        var user =
                new ServerUser(
                        List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups"));
        if (!user.reaches(folder)) {
            throw new DatabaseUnavailable(
                    "PostgreSQL does not run as root, and the user number "
                            + uid
                            + " cannot reach "
                            + folder
                            + "; choose, with --data, a data folder that an ordinary user owns and"
                            + " can reach.");
        }
        return user;
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static int gid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:gid");
    }

    private boolean reaches(Path folder) {
        try {
            return Command.run(
                            Path.of("/"),
                            TIMEOUT,
                            "",
                            command(List.of("test", "-x", folder.toString())))
                    .succeeded();
        } catch (IOException e) {
            return false;
        }
    }

    /** The command as this user would run it. */
    List<String> command(List<String> words) {
        var all = new ArrayList<>(prefix);
        all.addAll(words);
        return List.copyOf(all);
    }
}
