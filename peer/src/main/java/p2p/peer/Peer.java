package p2p.peer;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import p2p.peer.tracker.Refused;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.api.PasswordProof;
import p2p.protocol.file.HashAlgorithm;

/**
 * One person's peer: shares files with groups and downloads from everybody in them who has a file.
 * Its methods wait for their answers, so never call them on an event loop.
 */
public final class Peer implements AutoCloseable {

    private final TrackerClient trackers;
    private final EventLog events = new EventLog(Clock.systemUTC());

    private Peer(Vertx vertx, Settings settings) {
        trackers = new TrackerClient(vertx, settings.trackers(), RandomGenerator.getDefault());
    }

    /** Takes the home folder, begins to listen, and goes on where the last peer here stopped. */
    public static Peer open(Vertx vertx, Settings settings) {
        return new Peer(vertx, settings);
    }

    public TrackerClient trackers() {
        return trackers;
    }

    public EventLog events() {
        return events;
    }

    public LoggedIn logIn(String name, String password, boolean takeover) {
        throw unfinished();
    }

    public void logOut() {
        throw unfinished();
    }

    public void deleteAccount(PasswordProof proof) {
        throw unfinished();
    }

    public UploadInfo share(String group, String path, String name, HashAlgorithm hash) {
        throw unfinished();
    }

    public UploadInfo upload(long id) {
        throw unfinished();
    }

    public void cancelUpload(long id) {
        throw unfinished();
    }

    public List<OwnShare> shares() {
        throw unfinished();
    }

    public void stopShare(String group, String file) {
        throw unfinished();
    }

    public List<DownloadInfo> download(
            String group,
            String file,
            String destination,
            String select,
            boolean force,
            boolean verify) {
        throw unfinished();
    }

    public List<DownloadInfo> downloads() {
        throw unfinished();
    }

    public void pause(String group, String file) {
        throw unfinished();
    }

    public void resume(String group, String file) {
        throw unfinished();
    }

    public void cancel(String group, String file) {
        throw unfinished();
    }

    public RateLimits limits() {
        throw unfinished();
    }

    public void limit(RateLimits limits) {
        throw unfinished();
    }

    public List<TrackerState> trackerStates() {
        throw unfinished();
    }

    public PeerStatus status() {
        throw unfinished();
    }

    private static Refused unfinished() {
        return Refused.of(501, "unfinished", "Unfinished", "This cannot be done yet.");
    }

    @Override
    public void close() {
        trackers.use(null);
    }
}
