package p2p.peer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.Identity;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.Side;

/** Engines in processes of 128 MiB bear whatever the others do. */
class MemoryTest {

    private static final int SLOW_READERS = 500;
    private static final int FAST_SEEDERS = 50;

    @TempDir Path folder;
    private final Tickets tickets = new Tickets(Clock.systemUTC());

    private Path manifestOf(Sample sample) throws IOException {
        Path manifest = folder.resolve("manifest");
        Files.write(manifest, Json.strict().writeValueAsBytes(sample.manifest()));
        return manifest;
    }

    private static Process start(Class<?> main, String... args) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    @Test
    void fiftyFastSeedersDoNotFloodADownloader() throws Exception {
        Sample sample = Sample.of(folder.resolve("sent"), 192 << 20, 1);
        ConnectionSettings settings =
                ConnectionSettings.of(new HostPort("127.0.0.1", 0), Encryption.OFF);
        try (TestPeer seeder = new TestPeer(settings, new KillTest.Anybody(), 1)) {
            seeder.serve(sample);
            Process process =
                    start(
                            DownloaderProcess.class,
                            manifestOf(sample).toString(),
                            folder.resolve("got").toString(),
                            seeder.contact.address().toString(),
                            "" + FAST_SEEDERS);
            try (BufferedReader out = process.inputReader()) {
                assertEquals("done 0", out.lines().reduce((first, last) -> last).orElse(null));
                assertEquals(0, process.waitFor());
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertEquals(-1, Files.mismatch(sample.path(), folder.resolve("got")));
        }
    }

    @Test
    void fiveHundredSlowReadersDoNotFillASeeder() throws Exception {
        Sample sample = Sample.of(folder.resolve("sent"), 16 << 20, 2);
        Process process =
                start(SeederProcess.class, sample.path().toString(), manifestOf(sample).toString());
        List<RawPeer> slow = new ArrayList<>();
        try (BufferedReader out = process.inputReader();
                TestPeer friend = new TestPeer(Encryption.ON, tickets, 2)) {
            String[] words = out.readLine().split(" ");
            HostPort address = HostPort.parse(words[0]);
            SSLContext context = contextOf(Identity.passing());
            for (int i = 0; i < SLOW_READERS; i++) {
                slow.add(slowReader(context, address, sample));
            }
            TestPeer.Watched watched = friend.download(sample, folder.resolve("got"));
            watched.download()
                    .addSeeder(new PeerContact(address, new Fingerprint(words[1]), Encryption.ON));
            SwarmTest.finished(watched, sample, folder.resolve("got"));
            assertEquals(true, process.isAlive());
        } finally {
            for (RawPeer peer : slow) {
                peer.close();
            }
            process.destroyForcibly().waitFor();
        }
    }

    /** Asks for all it may, and reads nothing of it. */
    private static RawPeer slowReader(SSLContext context, HostPort address, Sample sample)
            throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(
                new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
        RawPeer peer = new RawPeer(socket);
        peer.send(new Frame.Hello(1, sample.id(), new byte[1]));
        assertInstanceOf(Frame.Welcome.class, peer.read(Side.SEEDER));
        assertInstanceOf(Frame.Unchoke.class, peer.read(Side.SEEDER));
        for (int piece = 0; piece < sample.manifest().pieceCount(); piece++) {
            peer.send(new Frame.Request(piece, 0, sample.manifest().pieceLength(piece)));
        }
        return peer;
    }

    private static SSLContext contextOf(Identity identity) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "own", identity.key(), new char[0], new Certificate[] {identity.certificate()});
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(factory.getKeyManagers(), new TrustManager[] {new Anyone()}, null);
        return context;
    }

    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
