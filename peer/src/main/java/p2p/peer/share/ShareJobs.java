package p2p.peer.share;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import p2p.peer.loop.Loop;
import p2p.peer.refusal.Refusal;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.Role;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.file.HashAlgorithm;

/** The uploads, one at a time: hashing keeps a disk and two processors busy. */
public final class ShareJobs implements AutoCloseable {

    private static final int REMEMBERED = 100;

    private final TrackerClient trackers;
    private final Loop loop;
    private final Shares shares;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("p2p-upload").factory());
    private final Map<Long, ShareJob> jobs = new LinkedHashMap<>();
    private long last;

    public ShareJobs(TrackerClient trackers, Loop loop, Shares shares) {
        this.trackers = trackers;
        this.loop = loop;
        this.shares = shares;
    }

    /** Asks the tracker first whether the user may share there, before hashing for an hour. */
    public ShareJobInfo begin(
            String user, String group, String path, @Nullable String name, HashAlgorithm hash) {
        Path place = Path.of(path).toAbsolutePath().normalize();
        ToShare wanted = ToShare.at(place, name);
        GroupInfo found = trackers.membership(group);
        if (found.role() == Role.READER) {
            throw Refusal.READS_ONLY.because(
                    "You are a reader in '%s': you may download, but not share. Its owner, '%s', can make you a member."
                            .formatted(found.group(), found.owner()));
        }
        String properGroup = found.group();
        ShareJob job;
        synchronized (jobs) {
            job =
                    new ShareJob(
                            ++last, user, properGroup, place, wanted, hash, trackers, loop, shares);
            jobs.put(last, job);
            jobs.keySet().removeIf(id -> id <= last - REMEMBERED);
        }
        thread.execute(job);
        return job.shown();
    }

    public ShareJobInfo shown(long id) {
        return find(id).shown();
    }

    public void cancel(long id) {
        find(id).cancel();
    }

    private ShareJob find(long id) {
        synchronized (jobs) {
            ShareJob job = jobs.get(id);
            if (job == null) {
                throw Refusal.NO_SUCH_UPLOAD.because("There is no upload " + id + ".");
            }
            return job;
        }
    }

    public void cancelAll() {
        synchronized (jobs) {
            jobs.values().forEach(ShareJob::cancel);
        }
    }

    @Override
    public void close() {
        cancelAll();
        thread.shutdown();
    }
}
