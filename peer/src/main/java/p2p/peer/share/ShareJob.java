package p2p.peer.share;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.FileHasher;
import p2p.peer.disk.FileStamp;
import p2p.peer.disk.FolderHasher;
import p2p.peer.disk.HashedFile;
import p2p.peer.disk.HashedFolder;
import p2p.peer.disk.SharedFolder;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.KeptShare;
import p2p.peer.loop.Loop;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.Problem;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.FileRef;

/** Hashes a file or a folder and shares it. Runs on a thread of its own. */
final class ShareJob implements Runnable {

    private static final Logger LOG = Logger.getLogger(ShareJob.class);

    private final long id;
    private final String user;
    private final String group;
    private final Path path;
    private final ToShare wanted;
    private final HashAlgorithm algorithm;
    private final TrackerClient trackers;
    private final Loop loop;
    private final Shares shares;
    private final List<OwnShare> shared = new ArrayList<>();
    private volatile boolean cancelled;
    private volatile long hashed;
    private boolean done;
    private @Nullable Problem problem;

    ShareJob(
            long id,
            String user,
            String group,
            Path path,
            ToShare wanted,
            HashAlgorithm algorithm,
            TrackerClient trackers,
            Loop loop,
            Shares shares) {
        this.id = id;
        this.user = user;
        this.group = group;
        this.path = path;
        this.wanted = wanted;
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
                wanted.files(),
                wanted.size(),
                hashed,
                List.copyOf(shared),
                wanted.skipped(),
                problem);
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public void run() {
        end(shareAll());
    }

    /** Why it ended early, if it did. */
    private Optional<Problem> shareAll() {
        try {
            share();
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.problem());
        } catch (DiskTrouble e) {
            return Optional.of(Refusal.DISK.because(e.getMessage()).problem());
        } catch (HomeTrouble e) {
            return Optional.of(Refusal.HOME.because(e.getMessage()).problem());
        } catch (CancellationException e) {
            return Optional.of(Refusal.CANCELLED.because("The upload was cancelled.").problem());
        } catch (RuntimeException e) {
            LOG.errorf(e, "the upload of %s met an error", path);
            return Optional.of(
                    Refusal.INTERNAL.because("This is a mistake in p2p itself.").problem());
        }
    }

    private synchronized void end(Optional<Problem> why) {
        problem = why.orElse(null);
        done = true;
    }

    private void share() throws DiskTrouble {
        KeptShare kept = hash();
        Set<FileRef> besides = loop.call(() -> shares.elsewhere(kept));
        List<FileId> ids = besides.stream().map(FileRef::id).toList();
        trackers.share(group, new NewShare(kept.file(), kept.manifest(), ids));
        loop.run(() -> shares.replace(kept, besides));
        synchronized (this) {
            shared.add(
                    new OwnShare(
                            group,
                            kept.file(),
                            kept.id(),
                            kept.stamp().size(),
                            kept.files(),
                            kept.path(),
                            true,
                            false,
                            null,
                            null));
        }
    }

    private KeptShare hash() throws DiskTrouble {
        if (wanted.folder().isEmpty()) {
            HashedFile file = FileHasher.hash(wanted.place(), algorithm, this::goesOn);
            return kept(file.manifest(), file.stamp());
        }
        HashedFolder folder =
                FolderHasher.hash(
                        wanted.place(), wanted.folder().get(), algorithm, before(), this::goesOn);
        shares.keepTree(folder);
        return kept(folder.manifest(), SharedFolder.stampOf(folder.manifest()));
    }

    /** Of what lies there already as it was shared nothing need be read. */
    private Optional<HashedFolder> before() {
        String place = wanted.place().toString();
        return loop.call(() -> shares.folderAt(place, algorithm)).flatMap(shares::hashed);
    }

    private boolean goesOn(long bytes) {
        hashed = bytes;
        return !cancelled;
    }

    private KeptShare kept(Manifest manifest, FileStamp stamp) {
        return new KeptShare(
                user,
                group,
                wanted.name(),
                manifest.computeId(),
                manifest,
                wanted.place().toString(),
                stamp,
                true,
                false);
    }
}
