package p2p.tracker.session;

import static p2p.tracker.People.loggedIn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.tracker.People;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.catalog.Manifests;

/** Two who are in a group, a file that Ann shares in it, and a port where peers can be reached. */
public final class AnnAndBob implements AutoCloseable {

    public final LoggedIn ann = loggedIn("ann");
    public final LoggedIn bob = loggedIn("bob");
    public final String group = People.group(ann, bob);
    public final FileRef file;
    private final String tracker;
    private final ServerSocket listening;

    public AnnAndBob(String tracker) throws IOException {
        AttachedPeer.freshFingerprints();
        this.tracker = tracker.replaceFirst("/$", "");
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        file = share("x");
    }

    /** Ann shares one more, whose content is its name. */
    public FileRef share(String name) {
        return share(name, name);
    }

    public FileRef share(String name, String content) {
        ann.asks()
                .body(Manifests.share(name, content))
                .post("/api/v1/groups/{g}/shares", group)
                .then()
                .statusCode(201);
        return new FileRef(group, name, Manifests.of(content).computeId());
    }

    public int port() {
        return listening.getLocalPort();
    }

    public AttachedPeer connect(LoggedIn who) {
        return AttachedPeer.connect(tracker, who.token());
    }

    public AttachedPeer attach(LoggedIn who, String digit) throws Exception {
        return connect(who).attach(port(), digit);
    }

    public static PeerMessage.Serve serve(FileRef... files) {
        return new PeerMessage.Serve(
                List.of(files).stream()
                        .map(file -> new PeerMessage.Served(file, true, false))
                        .toList());
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
