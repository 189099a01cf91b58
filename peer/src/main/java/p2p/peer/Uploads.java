package p2p.peer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import p2p.peer.tracker.Refused;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.file.HashAlgorithm;

/** The uploads, one at a time: hashing keeps a disk and two processors busy. */
final class Uploads implements AutoCloseable {

    private static final int REMEMBERED = 100;

    private final TrackerClient trackers;
    private final Loop loop;
    private final Shares shares;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("p2p-upload").factory());
    private final Map<Long, Upload> uploads = new LinkedHashMap<>();
    private long last;

    Uploads(TrackerClient trackers, Loop loop, Shares shares) {
        this.trackers = trackers;
        this.loop = loop;
        this.shares = shares;
    }

    /** Asks the tracker first whether the user is in the group, before hashing for an hour. */
    UploadInfo begin(String user, String group, String path, String name, HashAlgorithm hash) {
        Path place = Path.of(path).toAbsolutePath().normalize();
        FilesToShare files = FilesToShare.at(place, name);
        String properGroup = trackers.group(group).group();
        Upload upload;
        synchronized (uploads) {
            upload =
                    new Upload(
                            ++last, user, properGroup, place, files, hash, trackers, loop, shares);
            uploads.put(last, upload);
            uploads.keySet().removeIf(id -> id <= last - REMEMBERED);
        }
        thread.execute(upload);
        return upload.shown();
    }

    UploadInfo shown(long id) {
        return find(id).shown();
    }

    void cancel(long id) {
        find(id).cancel();
    }

    private Upload find(long id) {
        synchronized (uploads) {
            Upload upload = uploads.get(id);
            if (upload == null) {
                throw Refused.of(
                        404, "no-such-upload", "No such upload", "There is no upload " + id + ".");
            }
            return upload;
        }
    }

    void cancelAll() {
        synchronized (uploads) {
            uploads.values().forEach(Upload::cancel);
        }
    }

    @Override
    public void close() {
        cancelAll();
        thread.shutdown();
    }
}
