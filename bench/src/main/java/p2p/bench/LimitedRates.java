package p2p.bench;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import p2p.peer.choose.PieceSelection;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.peer.disk.FileHasher;
import p2p.peer.disk.HashedFile;
import p2p.peer.disk.Progress;
import p2p.peer.disk.Shared;
import p2p.peer.disk.SharedFile;
import p2p.peer.engine.Engine;
import p2p.peer.fetch.Fetch;
import p2p.peer.fetch.FetchListener;
import p2p.peer.fetch.FetchOrder;
import p2p.peer.order.DownloadOrder;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.PeerContact;

/**
 * How well limits hold: for each kind of limit, what came in ten seconds from one engine to another
 * over loopback, in parts of the limit. Arguments: {@code FOLDER MIB_A_SECOND}.
 */
public final class LimitedRates {

    private static final long SECOND = 1_000_000_000L;

    private enum Limited {
        UP,
        DOWN
    }

    private final Engine seeder = engine();
    private final Engine downloader = engine();
    private final PeerContact contact;
    private final HashedFile hashed;
    private final FileId id;

    private LimitedRates(Path file) throws Exception {
        hashed = FileHasher.hash(file, HashAlgorithm.SHA_256, Progress.IGNORED);
        id = hashed.manifest().computeId();
        HostPort at = seeder.start().toCompletionStage().toCompletableFuture().get();
        seeder.serve(id, hashed.manifest(), new SharedFile(file, hashed.stamp()));
        contact = new PeerContact(at, seeder.fingerprint(), Encryption.OFF);
    }

    private static Engine engine() {
        return new Engine(
                Vertx.vertx(),
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF),
                Identity.passing(),
                new OpenGate(),
                (file, reason) -> IO.println("stopped " + reason),
                new Random());
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int rate = Integer.parseInt(args[1]) << 20;
        Path file = Files.createTempFile(folder, "limited", ".bytes");
        byte[] bytes = new byte[12 * rate];
        new Random().nextBytes(bytes);
        Files.write(file, bytes);
        LimitedRates rates = new LimitedRates(file);
        for (Limited limited : Limited.values()) {
            Path target = folder.resolve(limited + ".got");
            IO.println("%s %.4f".formatted(limited, rates.measure(limited, rate, target)));
            Files.delete(target);
        }
        Files.delete(file);
        System.exit(0);
    }

    private double measure(Limited limited, long rate, Path target) throws InterruptedException {
        seeder.limits(limited == Limited.UP ? rate : 0, 0);
        downloader.limits(0, limited == Limited.DOWN ? rate : 0);
        TenSeconds clock = new TenSeconds();
        Fetch download =
                downloader.fetch(
                        new FetchOrder(
                                id,
                                hashed.manifest(),
                                new DownloadOrder(
                                        "films",
                                        "file",
                                        target.toString(),
                                        PieceSelection.SEQUENTIAL,
                                        false,
                                        false)),
                        clock);
        download.ticket("ticket".getBytes(StandardCharsets.US_ASCII));
        download.addSeeder(contact);
        clock.complete.await();
        return clock.perSecond / rate;
    }

    /**
     * From the first piece that comes after a second, to the first that comes ten seconds later.
     */
    private static final class TenSeconds implements FetchListener {

        private final CountDownLatch complete = new CountDownLatch(1);
        private final long started = System.nanoTime();
        private long beganAt;
        private long beganWith;
        private volatile double perSecond;

        @Override
        public void pieceVerified(int piece, long have) {
            long now = System.nanoTime();
            if (beganAt == 0 && now - started > SECOND) {
                beganAt = now;
                beganWith = have;
            } else if (beganAt != 0 && perSecond == 0 && now - beganAt >= 10 * SECOND) {
                perSecond = (have - beganWith) * (double) SECOND / (now - beganAt);
            }
        }

        @Override
        public void completed(Shared file, int staying) {
            complete.countDown();
        }
    }
}
