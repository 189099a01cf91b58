package p2p.peer.engine;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import p2p.peer.choose.PieceSelection;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.peer.disk.Earlier;
import p2p.peer.disk.SampleFolder;
import p2p.peer.disk.Shared;
import p2p.peer.disk.TreeSelection;
import p2p.peer.fetch.Fetch;
import p2p.peer.fetch.FetchListener;
import p2p.peer.fetch.FetchOrder;
import p2p.peer.order.DownloadOrder;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

/** An engine on loopback, and what it told. */
final class TestPeer implements AutoCloseable {

    private static final HostPort LOOPBACK = new HostPort("127.0.0.1", 0);

    final Vertx vertx = Vertx.vertx();
    final Engine engine;
    final PeerContact contact;
    final Tickets tickets;
    final List<String> stopped = new CopyOnWriteArrayList<>();

    TestPeer(Encryption encryption, Tickets tickets, long seed) {
        this(ConnectionSettings.of(LOOPBACK, encryption), tickets, seed);
    }

    TestPeer(ConnectionSettings settings, Tickets tickets, long seed) {
        this.tickets = tickets;
        engine =
                new Engine(
                        vertx,
                        settings,
                        Identity.passing(),
                        tickets,
                        (file, reason) -> stopped.add(reason),
                        new SplittableRandom(seed));
        contact =
                new PeerContact(await(engine.start()), engine.fingerprint(), settings.encryption());
    }

    void serve(Sample sample) {
        engine.serve(sample.id(), sample.manifest(), sample.shared());
    }

    void serve(SampleFolder sample) {
        engine.serve(sample.id(), sample.manifest(), sample.shared());
    }

    Watched download(SampleFolder sample, Path target, Path home) {
        return download(sample, target, home, List.of());
    }

    Watched download(SampleFolder sample, Path target, Path home, List<Earlier> earlier) {
        return download(sample, target, home, earlier, null);
    }

    Watched download(
            SampleFolder sample,
            Path target,
            Path home,
            List<Earlier> earlier,
            @Nullable TreeSelection part) {
        Watched watched = new Watched(sample.manifest().pieceCount());
        DownloadOrder order =
                new DownloadOrder(
                        "films",
                        "folder",
                        target.toString(),
                        PieceSelection.RAREST_FIRST,
                        false,
                        true,
                        null,
                        part);
        watched.download =
                engine.fetch(
                        new FetchOrder(
                                sample.id(),
                                sample.manifest(),
                                order,
                                home.resolve(sample.id().hex()),
                                earlier),
                        watched);
        watched.download.ticket(ticket(sample.id()));
        return watched;
    }

    byte[] ticket(FileId file) {
        return tickets.issue("somebody", file, engine.fingerprint(), Duration.ofMinutes(5));
    }

    Watched download(Sample sample, Path target) {
        return download(sample, target, PieceSelection.RAREST_FIRST);
    }

    Watched download(Sample sample, Path target, PieceSelection selection) {
        Watched watched = new Watched(sample.manifest().pieceCount());
        FetchOrder spec =
                new FetchOrder(
                        sample.id(),
                        sample.manifest(),
                        new DownloadOrder(
                                "films", "file", target.toString(), selection, false, true));
        watched.download = engine.fetch(spec, watched);
        watched.download.ticket(ticket(sample.id()));
        return watched;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(engine.stop());
        await(vertx.close());
    }

    /** A download and what it told. */
    static final class Watched implements FetchListener {

        private final int pieceCount;
        volatile @Nullable Fetch download;
        volatile @Nullable Shared completed;
        volatile long openedWith = -1;
        volatile long have;
        volatile Runnable atLastPiece = () -> {};
        final List<Integer> pieces = new CopyOnWriteArrayList<>();
        final List<String> pauses = new CopyOnWriteArrayList<>();
        final List<Fingerprint> banned = new CopyOnWriteArrayList<>();
        final List<String> lost = new CopyOnWriteArrayList<>();

        Watched(int pieceCount) {
            this.pieceCount = pieceCount;
        }

        Fetch download() {
            return Objects.requireNonNull(download);
        }

        Watched from(TestPeer... seeders) {
            for (TestPeer seeder : seeders) {
                download().addSeeder(seeder.contact);
            }
            return this;
        }

        @Override
        public void opened(long have) {
            openedWith = have;
            this.have = have;
        }

        @Override
        public void pieceVerified(int piece, long have) {
            pieces.add(piece);
            this.have = have;
            if (pieces.size() == pieceCount) {
                atLastPiece.run();
            }
        }

        @Override
        public void completed(Shared file, int staying) {
            completed = file;
        }

        @Override
        public void paused(String reason) {
            pauses.add(reason);
        }

        @Override
        public void peerBanned(Fingerprint peer, String reason) {
            banned.add(peer);
        }

        @Override
        public void peerLost(Fingerprint peer, String reason) {
            lost.add(reason);
        }
    }
}
