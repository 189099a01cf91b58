package p2p.peer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.refusal.Refused;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.TrackerList;
import p2p.protocol.peer.Encryption;
import p2p.testkit.TestAuthority;
import p2p.testkit.Tracker;
import p2p.testkit.Trackers;

/** A tracker with a certificate of its own, and who believes it. */
class TlsIT {

    @TempDir Path folder;

    @Test
    void aTrackerSpeaksTlsToThoseWhoTrustItsAuthority() throws Exception {
        var ours = new TestAuthority(folder, "ours");
        var theirs = new TestAuthority(folder, "theirs");
        var certified = ours.certify("ip:127.0.0.1");
        Path list = Tracker.list(folder, 1, "https://");
        int port = TrackerList.read(list).trackers().getFirst().address().port();
        Path wrongName = Files.write(folder.resolve("name"), List.of("https://localhost:" + port));
        var environment =
                Map.of(
                        "P2P_TLS_CERT", certified.certificate().toString(),
                        "P2P_TLS_KEY", certified.key().toString(),
                        "P2P_HTTP_PATIENCE", "2S");
        Vertx vertx = Vertx.vertx();
        var right = TrackerTrust.pinned(ours.certificate());
        var wrong = TrackerTrust.pinned(theirs.certificate());
        try (var _ = Trackers.start(folder, list, environment);
                var ann = new Person("ann", folder, vertx, list, right, Encryption.ON);
                var bob = new Person("bob", folder, vertx, list, wrong, Encryption.ON);
                var cid = new Person("cid", folder, vertx, wrongName, right, Encryption.ON)) {
            ann.signUp().creates("films");
            await().atMost(60, SECONDS).until(() -> ann.peer.status().attached());
            assertEquals("127.0.0.1:" + port, ann.peer.status().tracker());

            assertTrue(refusal(bob).contains("from no authority that this peer trusts"));
            assertTrue(refusal(cid).contains("not for this address"));
            assertEquals(0, bytesAnsweredWithoutTls(port));
            String half = answer(port, ours, "GET /q/health HTTP/1.1\r\nHost: a\r\n");
            assertTrue(half.startsWith("HTTP/1.1 408 "), half);
            String bad =
                    answer(port, ours, "GET /q/health HTTP/1.1\r\nHost: a\r\n no name\r\n\r\n");
            assertTrue(bad.contains("urn:p2p:problem:bad-request"), bad);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static String refusal(Person person) {
        return assertThrows(Refused.class, person::signUp).problem().detail();
    }

    private static String answer(int port, TestAuthority authority, String request)
            throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var pem = Files.newInputStream(authority.certificate())) {
            trusted.setCertificateEntry(
                    "ours", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(null, trust.getTrustManagers(), null);
        try (Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static int bytesAnsweredWithoutTls(int port) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(
                            "GET /q/health HTTP/1.1\r\nHost: a\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new DataInputStream(socket.getInputStream()).readAllBytes();
            // A TLS alert at most: two bytes in a record with a head of five.
            return new String(answer, StandardCharsets.ISO_8859_1).contains("HTTP")
                    ? answer.length
                    : 0;
        }
    }
}
