package p2p.peer.engine;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import p2p.peer.choose.LaneSettings;
import p2p.peer.connection.Congestion;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.peer.connection.ListenAt;
import p2p.peer.connection.Room;
import p2p.peer.disk.FileStamp;
import p2p.peer.disk.SharedFile;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Encryption;

/**
 * A seeder as a process whose memory can be bounded: encrypted, with a slot for everybody.
 * Arguments: file, manifest. It prints its address and its fingerprint.
 */
final class SeederProcess {

    private SeederProcess() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        Manifest manifest =
                Json.strict().readValue(Files.readAllBytes(Path.of(args[1])), Manifest.class);
        Engine engine =
                new Engine(
                        Vertx.vertx(),
                        new ConnectionSettings(
                                ListenAt.exactly(new HostPort("127.0.0.1", 0)),
                                Encryption.ON,
                                new Room(2000, 2000, 2000, 2000, 2000),
                                1000,
                                Duration.ofSeconds(60),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(5),
                                Congestion.DEFAULT,
                                LaneSettings.DEFAULT),
                        Identity.passing(),
                        new OpenGate(),
                        (id, reason) -> IO.println("stopped " + reason),
                        new SplittableRandom());
        engine.serve(manifest.computeId(), manifest, new SharedFile(file, FileStamp.of(file)));
        HostPort address = engine.start().toCompletionStage().toCompletableFuture().get();
        IO.println(address + " " + engine.fingerprint());
    }
}
