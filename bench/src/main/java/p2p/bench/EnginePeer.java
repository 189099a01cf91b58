package p2p.bench;

import io.quarkus.runtime.annotations.RegisterForReflection;
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
import p2p.peer.disk.FileStamp;
import p2p.peer.disk.Progress;
import p2p.peer.disk.Shared;
import p2p.peer.disk.SharedFile;
import p2p.peer.engine.Engine;
import p2p.peer.fetch.Fetch;
import p2p.peer.fetch.FetchListener;
import p2p.peer.fetch.FetchOrder;
import p2p.peer.order.DownloadOrder;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

/**
 * One engine as a process that is steered by lines: it prints "ready PORT/FINGERPRINT", takes "go
 * PORT/FINGERPRINT..." with whom to fetch from, and prints "done BYTES" when all is verified: so
 * many came from the first of them. Arguments: {@code manifest FILE MANIFEST}, {@code seed FILE
 * MANIFEST on|off RATE} or {@code fetch TARGET MANIFEST on|off RATE}, the rate being the most that
 * leaves, in bytes a second, 0 for no limit.
 */
@RegisterForReflection(targets = {Manifest.class, HashAlgorithm.class})
public final class EnginePeer {

    private final Engine engine;
    private final Encryption encryption;
    private final Manifest manifest;
    private final FileId id;
    private final CountDownLatch done = new CountDownLatch(1);

    private EnginePeer(Manifest manifest, Encryption encryption) {
        this.manifest = manifest;
        this.encryption = encryption;
        id = manifest.computeId();
        engine =
                new Engine(
                        Vertx.vertx(),
                        ConnectionSettings.of(new HostPort("127.0.0.1", 0), encryption),
                        Identity.passing(),
                        new OpenGate(),
                        (file, reason) -> IO.println("stopped " + reason),
                        new Random());
    }

    static void run(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        Path manifest = Path.of(args[2]);
        if (args[0].equals("manifest")) {
            Manifest made =
                    FileHasher.hash(file, HashAlgorithm.SHA_256, Progress.IGNORED).manifest();
            Files.write(manifest, Json.strict().writeValueAsBytes(made));
            return;
        }
        EnginePeer peer =
                new EnginePeer(
                        Json.strict().readValue(Files.readAllBytes(manifest), Manifest.class),
                        args[3].equals("on") ? Encryption.ON : Encryption.OFF);
        peer.run(args[0].equals("seed"), file, Long.parseLong(args[4]));
    }

    private void run(boolean seeds, Path file, long rate) throws Exception {
        if (seeds) {
            engine.serve(id, manifest, new SharedFile(file, FileStamp.of(file)));
        }
        engine.limits(rate, 0);
        HostPort here = engine.start().toCompletionStage().toCompletableFuture().get();
        IO.println("ready " + here.port() + "/" + engine.fingerprint());
        String told = IO.readln();
        if (!seeds && told != null) {
            fetch(file, told);
        }
        IO.readln();
        System.exit(0);
    }

    private void fetch(Path target, String told) throws InterruptedException {
        Fetch download =
                engine.fetch(
                        new FetchOrder(
                                id,
                                manifest,
                                new DownloadOrder(
                                        "films",
                                        "file",
                                        target.toString(),
                                        PieceSelection.RAREST_FIRST,
                                        false,
                                        false)),
                        new Listener());
        download.ticket("ticket".getBytes(StandardCharsets.US_ASCII));
        for (String seeder : told.substring("go ".length()).split(" ")) {
            String[] parts = seeder.split("/");
            download.addSeeder(
                    new PeerContact(
                            new HostPort("127.0.0.1", Integer.parseInt(parts[0])),
                            new Fingerprint(parts[1]),
                            encryption));
        }
        done.await();
        String first = told.split("[ /]")[2];
        long ofFirst = download.progress().bytesByPeer().getOrDefault(new Fingerprint(first), 0L);
        IO.println("done " + ofFirst);
    }

    private final class Listener implements FetchListener {
        @Override
        public void completed(Shared file, int staying) {
            done.countDown();
        }

        @Override
        public void paused(String reason) {
            IO.println("paused " + reason);
        }
    }
}
