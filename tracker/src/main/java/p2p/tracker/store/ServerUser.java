package p2p.tracker.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom PostgreSQL runs as, which refuses to be root: the tracker's own user; else the data folder's
 * owner; else, for a folder of root's, root without any privilege in a user namespace.
 */
record ServerUser(List<String> prefix, PosixFileAttributes owner) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Decides by the folder, and gives a folder of root's away where there are no namespaces. */
    static ServerUser of(Path folder, boolean clusterExists)
            throws IOException, DatabaseUnavailable {
        if (!isRoot(Path.of("/proc/self"))) {
            return new ServerUser(List.of(), attributes(folder));
        }
        if (isRoot(folder)) {
            var inNamespace = new ServerUser(List.of("unshare", "--user"), attributes(folder));
            if (inNamespace.canWork(folder)) {
                return inNamespace;
            }
            if (clusterExists) {
                throw new DatabaseUnavailable(
                        "PostgreSQL does not run as root, and user namespaces, with which "
                                + folder
                                + " was made, are not permitted here; give the folder and all in it"
                                + " to an ordinary user with chown.");
            }
            giveToNobody(folder);
        }
        var byFolder = switchingTo(folder);
        if (!byFolder.canWork(folder)) {
            throw new DatabaseUnavailable(
                    "PostgreSQL does not run as root, and the owner of "
                            + folder
                            + " cannot use it; choose, with --data, a data folder that an ordinary"
                            + " user owns and can reach.");
        }
        return byFolder;
    }

    private static boolean isRoot(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid") == 0;
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class);
    }

    private static ServerUser switchingTo(Path folder) throws IOException {
        return new ServerUser(
                List.of(
                        "setpriv",
                        "--reuid=" + Files.getAttribute(folder, "unix:uid"),
                        "--regid=" + Files.getAttribute(folder, "unix:gid"),
                        "--clear-groups"),
                attributes(folder));
    }

    private static void giveToNobody(Path folder) throws IOException {
        var users = folder.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(folder, users.lookupPrincipalByName("nobody"));
        Files.setAttribute(folder, "unix:gid", Files.getAttribute(folder, "unix:uid"));
    }

    private boolean canWork(Path folder) throws IOException {
        return Command.run(
                        Path.of("/"),
                        TIMEOUT,
                        "",
                        command(
                                List.of(
                                        "test",
                                        "-w",
                                        folder.toString(),
                                        "-a",
                                        "-x",
                                        folder.toString())))
                .succeeded();
    }

    /** The command as this user would run it. */
    List<String> command(List<String> words) {
        var all = new ArrayList<>(prefix);
        all.addAll(words);
        return List.copyOf(all);
    }

    /** Makes a file or folder that the tracker made this user's. */
    void own(Path path) throws IOException {
        var view =
                Files.getFileAttributeView(
                        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!view.readAttributes().owner().equals(owner.owner())) {
            view.setOwner(owner.owner());
            view.setGroup(owner.group());
        }
    }
}
