package p2p.peer.download;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.choose.PieceSelection;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.Folder;
import p2p.peer.disk.Shared;
import p2p.peer.disk.TreeSelection;
import p2p.peer.engine.Engine;
import p2p.peer.fetch.Fetch;
import p2p.peer.fetch.FetchListener;
import p2p.peer.fetch.FetchOrder;
import p2p.peer.library.Library;
import p2p.peer.order.DownloadOrder;
import p2p.peer.reach.Ways;
import p2p.peer.reach.Whereabouts;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Seeder;

/**
 * Says what folders hold: from what is at home, else from their seeders, of whom nothing but the
 * tree is asked. Waits for them, and so is not for the peer's loop.
 */
public final class FolderLooks {

    private static final Logger LOG = Logger.getLogger(FolderLooks.class);
    private static final long PATIENCE_SECONDS = 150;
    private static final long SILENCE_SECONDS = 20;

    private final Library library;
    private final Engine engine;
    private final Map<FileId, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    public FolderLooks(Library library, Engine engine) {
        this.library = library;
        this.engine = engine;
    }

    Folder folder(DownloadGrant grant) {
        Optional<Folder> here = library.folder(grant.id(), grant.manifest());
        if (here.isPresent()) {
            return here.get();
        }
        if (whereabouts(grant).isEmpty()) {
            throw Refusal.UNREACHABLE.because(
                    "Nobody who has '%s/' is online, so nobody can say what is in it; try again when somebody is."
                            .formatted(grant.file()));
        }
        try {
            underWay.computeIfAbsent(grant.id(), _ -> begin(grant)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Refused refused ? refused : e;
        }
        return library.folder(grant.id(), grant.manifest())
                .orElseThrow(() -> broken(grant, "its description is gone again"));
    }

    /** So that it is there as long as the folder is downloaded or shared. */
    void keep(DownloadGrant grant, Folder folder) {
        library.keepLook(grant.id(), folder.encoded());
    }

    private List<Whereabouts> whereabouts(DownloadGrant grant) {
        List<Seeder> unchecked = Objects.requireNonNullElse(grant.unchecked(), List.of());
        return Stream.concat(
                        grant.seeders().stream().map(Whereabouts::checked),
                        unchecked.stream().map(Whereabouts::unchecked))
                .filter(seeder -> !Ways.to(seeder, engine.standpoint()).isEmpty())
                .toList();
    }

    private CompletableFuture<Void> begin(DownloadGrant grant) {
        var look = new Look(grant);
        return CompletableFuture.runAsync(look, task -> Thread.ofVirtual().start(task));
    }

    private static Refused broken(DownloadGrant grant, String why) {
        return Refusal.UNREACHABLE.because(
                "What is in '%s/' cannot be seen: %s. Try again later."
                        .formatted(grant.file(), why));
    }

    /** One tree on its way. */
    private final class Look implements Runnable, FetchListener {

        private final DownloadGrant grant;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile @Nullable String lastLoss;

        Look(DownloadGrant grant) {
            this.grant = grant;
        }

        @Override
        public void run() {
            Fetch fetch = engine.fetch(order(), this);
            fetch.ticket(grant.ticket());
            whereabouts(grant).forEach(fetch::addSeeder);
            try {
                await(fetch);
            } finally {
                fetch.cancel().toCompletionStage().toCompletableFuture().join();
                tidyUp();
                underWay.remove(grant.id());
            }
        }

        private FetchOrder order() {
            var order =
                    new DownloadOrder(
                            grant.group(),
                            grant.file(),
                            library.looks().place(grant.id()).toString(),
                            PieceSelection.RAREST_FIRST,
                            false,
                            false,
                            null,
                            TreeSelection.NOTHING);
            return new FetchOrder(
                    grant.id(),
                    grant.manifest(),
                    order,
                    library.looks().tree(grant.id()),
                    List.of());
        }

        /** As long as something comes. */
        private void await(Fetch fetch) {
            long before = -1;
            for (long waited = 0; waited < PATIENCE_SECONDS; waited += SILENCE_SECONDS) {
                long come = come(fetch);
                if (come == before) {
                    break;
                }
                before = come;
                CompletableFuture<Boolean> soon =
                        ended.thenApply(_ -> true)
                                .completeOnTimeout(false, SILENCE_SECONDS, TimeUnit.SECONDS);
                if (soon.join()) {
                    return;
                }
            }
            String loss = lastLoss;
            throw broken(
                    grant,
                    loss == null
                            ? "those who have it send nothing"
                            : "those who have it do not answer (" + loss + ")");
        }

        private static long come(Fetch fetch) {
            return fetch.progress().bytesByPeer().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        private void tidyUp() {
            try {
                Files.deleteIfExists(library.looks().place(grant.id()));
                library.looks().trim();
            } catch (IOException e) {
                LOG.warnf(
                        "looks are not tidied up: %s",
                        DiskTrouble.of(library.looks().place(grant.id()), e).getMessage());
            }
        }

        @Override
        public void completed(Shared folder, int staying) {
            ended.complete(null);
        }

        @Override
        public void paused(String reason) {
            ended.completeExceptionally(broken(grant, reason));
        }

        @Override
        public void peerLost(Fingerprint peer, String reason) {
            lastLoss = reason;
        }
    }
}
