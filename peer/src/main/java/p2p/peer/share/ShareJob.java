package p2p.peer.share;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.FileHasher;
import p2p.peer.disk.HashedFile;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.KeptShare;
import p2p.peer.loop.Loop;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.Problem;
import p2p.protocol.file.HashAlgorithm;

/** Hashes one file after the other and shares it. Runs on a thread of its own. */
final class ShareJob implements Runnable {

    private static final Logger LOG = Logger.getLogger(ShareJob.class);

    /** What is wrong with one file of a folder alone. */
    private static final Set<String> SKIPPED = Set.of(Problem.FILE_NAME_TAKEN, Problem.BAD_FILE);

    private final long id;
    private final String user;
    private final String group;
    private final Path path;
    private final FilesToShare wanted;
    private final HashAlgorithm algorithm;
    private final TrackerClient trackers;
    private final Loop loop;
    private final Shares shares;
    private final List<OwnShare> shared = new ArrayList<>();
    private final List<SkippedFile> skipped;
    private volatile boolean cancelled;
    private volatile long hashed;
    private boolean done;
    private Problem problem;

    ShareJob(
            long id,
            String user,
            String group,
            Path path,
            FilesToShare wanted,
            HashAlgorithm algorithm,
            TrackerClient trackers,
            Loop loop,
            Shares shares) {
        this.id = id;
        this.user = user;
        this.group = group;
        this.path = path;
        this.wanted = wanted;
        skipped = new ArrayList<>(wanted.skipped());
        this.algorithm = algorithm;
        this.trackers = trackers;
        this.loop = loop;
        this.shares = shares;
    }

    synchronized ShareJobInfo shown() {
        return new ShareJobInfo(
                id,
                group,
                path.toString(),
                done,
                wanted.files().size(),
                wanted.size(),
                hashed,
                List.copyOf(shared),
                List.copyOf(skipped),
                problem);
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public void run() {
        Problem why = null;
        try {
            for (Map.Entry<String, Path> file : wanted.files().entrySet()) {
                shareOrSkip(file.getKey(), file.getValue());
            }
        } catch (Refused e) {
            why = e.problem();
        } catch (DiskTrouble e) {
            why = Refusal.DISK.because(e.getMessage()).problem();
        } catch (HomeTrouble e) {
            why = Refusal.HOME.because(e.getMessage()).problem();
        } catch (CancellationException e) {
            why = Refusal.CANCELLED.because("The upload was cancelled.").problem();
        } catch (RuntimeException e) {
            LOG.errorf(e, "the upload of %s met an error", path);
            why = Refusal.INTERNAL.because("This is a mistake in p2p itself.").problem();
        }
        end(why);
    }

    private synchronized void end(Problem why) {
        problem = why;
        done = true;
    }

    /** What is wrong with one file of a folder keeps nothing from the others. */
    private void shareOrSkip(String name, Path file) throws DiskTrouble {
        try {
            share(name, file);
        } catch (Refused e) {
            if (!wanted.isFolder() || !SKIPPED.contains(e.problem().type())) {
                throw e;
            }
            skip(file, e.getMessage());
        } catch (DiskTrouble e) {
            if (!wanted.isFolder()) {
                throw e;
            }
            skip(file, e.getMessage());
        }
    }

    private synchronized void skip(Path file, String why) {
        skipped.add(new SkippedFile(file.toString(), why));
    }

    private void share(String name, Path file) throws DiskTrouble {
        long before = hashed;
        HashedFile result =
                FileHasher.hash(
                        file,
                        algorithm,
                        bytes -> {
                            hashed = before + bytes;
                            return !cancelled;
                        });
        hashed = before + result.manifest().size();
        register(name, file, new NewShare(name, result.manifest()));
        var kept =
                new KeptShare(
                        user,
                        group,
                        name,
                        result.manifest().computeId(),
                        result.manifest(),
                        file.toString(),
                        result.stamp(),
                        true);
        loop.run(() -> shares.add(kept));
        synchronized (this) {
            shared.add(
                    new OwnShare(
                            group, name, result.manifest().size(), file.toString(), true, null));
        }
    }

    /** A file that was edited takes the place of what it was, where nobody else shares that. */
    private void register(String name, Path file, NewShare share) {
        try {
            trackers.share(group, share);
        } catch (Refused e) {
            boolean taken = e.problem().type().equals(Problem.FILE_NAME_TAKEN);
            if (!taken || !loop.call(() -> shares.isOutdated(group, name, file.toString()))) {
                throw e;
            }
            trackers.stopShare(group, name);
            trackers.share(group, share);
        }
    }
}
