package p2p.peer.disk;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder in which a peer keeps its key and its log-in: it is never shared. */
public final class PeerHome {

    public static final String IDENTITY = "identity.pem";

    private PeerHome() {}

    public static boolean is(Path folder) {
        return Files.exists(folder.resolve(IDENTITY), LinkOption.NOFOLLOW_LINKS);
    }
}
