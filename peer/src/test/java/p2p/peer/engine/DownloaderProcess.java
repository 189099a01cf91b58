package p2p.peer.engine;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import p2p.peer.choose.PieceSelection;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.peer.disk.Shared;
import p2p.peer.fetch.Fetch;
import p2p.peer.fetch.FetchListener;
import p2p.peer.fetch.FetchOrder;
import p2p.peer.order.DownloadOrder;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

/**
 * A downloader as a process that can be killed. Arguments: manifest, target, address, for how many
 * seeders it is to take the one there; where a folder's tree is kept, and the word "force" where it
 * may overwrite. It prints what it has after each step, one number of bytes a line, and "done".
 */
final class DownloaderProcess {

    private DownloaderProcess() {}

    public static void main(String[] args) throws Exception {
        Manifest manifest =
                Json.strict().readValue(Files.readAllBytes(Path.of(args[0])), Manifest.class);
        Engine engine =
                new Engine(
                        Vertx.vertx(),
                        ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF),
                        Identity.passing(),
                        new OpenGate(),
                        (file, reason) -> IO.println("stopped " + reason),
                        new SplittableRandom());
        FetchOrder spec =
                new FetchOrder(
                        manifest.computeId(),
                        manifest,
                        new DownloadOrder(
                                "films",
                                "file",
                                args[1],
                                PieceSelection.RAREST_FIRST,
                                args.length > 5,
                                true),
                        Path.of(args.length > 4 ? args[4] : "no tree"),
                        List.of());
        Fetch download = engine.fetch(spec, new Printing());
        download.ticket(new byte[1]);
        for (int seeder = 0; seeder < Integer.parseInt(args[3]); seeder++) {
            Fingerprint itsOwn = new Fingerprint("%064x".formatted(seeder + 1));
            download.addSeeder(new PeerContact(HostPort.parse(args[2]), itsOwn, Encryption.OFF));
        }
    }

    private static final class Printing implements FetchListener {
        @Override
        public void opened(long have) {
            IO.println("opened " + have);
        }

        @Override
        public void pieceVerified(int piece, long have) {
            IO.println("have " + have);
        }

        @Override
        public void completed(Shared file, int staying) {
            IO.println("done 0");
            System.exit(0);
        }

        @Override
        public void paused(String reason) {
            IO.println("paused " + reason);
            System.exit(1);
        }
    }
}
