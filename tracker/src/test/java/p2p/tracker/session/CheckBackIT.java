package p2p.tracker.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.loggedIn;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.protocol.session.TrackerMessage.Reachability;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;
import p2p.tracker.SelfSigned;
import p2p.tracker.request.Source;

/** Whether the tracker believes what a peer says of its address and certificate. */
@ExtendWith(RunningTracker.class)
class CheckBackIT {

    /** The peer hangs up as soon as it has shown who it is, which must not be too soon. */
    private static final int TRIES = 20;

    @BeforeEach
    void nameFingerprintsOfThisTest() {
        AttachedPeer.freshFingerprints();
    }

    private Reachability reachability(
            String host, int port, Fingerprint fingerprint, Encryption encryption)
            throws Exception {
        var listen = new HostPort(host, port);
        LoggedIn ann = loggedIn("ann");
        try (var peer = AttachedPeer.connect(RestAssured.baseURI, ann.token())) {
            peer.say(
                    new PeerMessage.Hello(
                            Messages.VERSION, "test", listen, fingerprint, encryption));
            peer.expect(TrackerMessage.Welcome.class);
            return peer.expect(Reachability.class);
        } finally {
            ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
        }
    }

    @Test
    void aPeerHasToShowTheCertificateThatItNames() throws Exception {
        KeyStore own = SelfSigned.on(SelfSigned.P_256);
        try (ServerSocket listening = listening(own)) {
            int port = listening.getLocalPort();
            var right = Fingerprint.of(own.getCertificate(SelfSigned.ALIAS).getEncoded());
            for (int i = 0; i < TRIES; i++) {
                Reachability reached = reachability("127.0.0.1", port, right, Encryption.ON);
                assertTrue(reached.reachable(), reached.reason());
            }
            Reachability other =
                    reachability("127.0.0.1", port, AttachedPeer.fingerprint("a"), Encryption.ON);
            assertFalse(other.reachable());
            assertEquals(
                    "Another peer than this one listens at 127.0.0.1:" + port + ".",
                    other.reason());
        }
    }

    @Test
    void aPeerThatDoesNotSpeakTlsIsNotReached() throws Exception {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> hangUp(listening));
            int port = listening.getLocalPort();
            Reachability refused =
                    reachability("127.0.0.1", port, AttachedPeer.fingerprint("a"), Encryption.ON);
            assertFalse(refused.reachable());
            assertTrue(
                    String.valueOf(refused.reason())
                            .startsWith("The tracker cannot connect to 127.0.0.1:" + port + ": "),
                    refused.reason());
        }
    }

    @Test
    void aPeerIsReachedOnceNothingIsInTheWayAnyMore() throws Exception {
        int port = free();
        try (var peer = AttachedPeer.connect(RestAssured.baseURI, loggedIn("ann").token())) {
            peer.say(AttachedPeer.hello(port, "a"));
            assertFalse(peer.expect(Reachability.class).reachable());
            try (var _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
                assertTrue(peer.expect(Reachability.class).reachable());
            }
        }
    }

    private static HostPort here(int port) {
        return new HostPort("127.0.0.1", port);
    }

    private static int free() throws IOException {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return listening.getLocalPort();
        }
    }

    @Test
    void aPeerIsReachedWhereItSaysThatItsRouterLetsOthersIn() throws Exception {
        KeyStore own = SelfSigned.on(SelfSigned.P_256);
        var right = Fingerprint.of(own.getCertificate(SelfSigned.ALIAS).getEncoded());
        HostPort inside = here(free());
        try (ServerSocket router = listening(own);
                ServerSocket other = listening(own);
                var two = new AnnAndBob(RestAssured.baseURI);
                var a = two.connect(two.ann);
                var b = two.attach(two.bob, "b")) {
            b.say(new PeerMessage.Addresses(List.of()));
            a.say(new PeerMessage.Hello(Messages.VERSION, "test", inside, right, Encryption.ON));
            assertFalse(a.expect(Reachability.class).reachable());
            a.say(AnnAndBob.serve(two.file));
            HostPort outside = here(router.getLocalPort());
            a.say(new PeerMessage.Addresses(List.of(HostPort.parse("10.0.0.5:7979"), outside)));
            assertTrue(a.expect(Reachability.class).reachable());
            b.say(new PeerMessage.Want(two.file));
            assertEquals(
                    outside,
                    b.expect(TrackerMessage.Seeders.class)
                            .seeders()
                            .getFirst()
                            .contact()
                            .address());

            HostPort another = here(other.getLocalPort());
            a.say(new PeerMessage.Addresses(List.of(another)));
            assertTrue(a.expect(Reachability.class).reachable());
            assertEquals(
                    another,
                    b.expect(TrackerMessage.SeederJoined.class).seeder().contact().address());

            a.say(new PeerMessage.Addresses(List.of(HostPort.parse("10.0.0.5:7979"))));
            Reachability lost = a.expect(Reachability.class);
            assertEquals(
                    "The tracker cannot connect to " + inside + ": the connection is refused.",
                    lost.reason());
            assertEquals(right, b.expect(TrackerMessage.SeederLeft.class).fingerprint());
        }
    }

    @Test
    void whatAPeerSaysOfItsRouterIsTriedAtItsOwnAddressAlone() throws Exception {
        KeyStore own = SelfSigned.on(SelfSigned.P_256);
        var right = Fingerprint.of(own.getCertificate(SelfSigned.ALIAS).getEncoded());
        try (ServerSocket router = listening(own);
                var elsewhere =
                        new ServerSocket(
                                router.getLocalPort(), 50, InetAddress.ofLiteral("127.0.0.2"));
                var peer = AttachedPeer.connect(RestAssured.baseURI, loggedIn("ann").token())) {
            peer.say(
                    new PeerMessage.Hello(
                            Messages.VERSION, "test", here(free()), right, Encryption.ON));
            assertFalse(peer.expect(Reachability.class).reachable());
            var there = new HostPort("127.0.0.2", router.getLocalPort());
            peer.say(new PeerMessage.Addresses(List.of(there)));
            peer.say(new PeerMessage.Addresses(List.of(there, here(router.getLocalPort()))));
            assertTrue(peer.expect(Reachability.class).reachable());
            elsewhere.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, elsewhere::accept);
        }
    }

    @Test
    void anotherPeerAtThatPortIsNotTheOneThatIsMeant() throws Exception {
        KeyStore own = SelfSigned.on(SelfSigned.P_256);
        var right = Fingerprint.of(own.getCertificate(SelfSigned.ALIAS).getEncoded());
        KeyStore others = SelfSigned.on(SelfSigned.P_256);
        try (ServerSocket wrong = listening(others);
                ServerSocket router = listening(own);
                var peer = AttachedPeer.connect(RestAssured.baseURI, loggedIn("ann").token())) {
            peer.say(
                    new PeerMessage.Hello(
                            Messages.VERSION, "test", here(free()), right, Encryption.ON));
            assertFalse(peer.expect(Reachability.class).reachable());
            peer.say(new PeerMessage.Addresses(List.of(here(wrong.getLocalPort()))));
            peer.say(new PeerMessage.Addresses(List.of(here(router.getLocalPort()))));
            assertTrue(peer.expect(Reachability.class).reachable());
        }
    }

    @Test
    void theTrackerKnocksAtNobodyElsesDoor() throws Exception {
        Reachability elsewhere =
                reachability("192.0.2.1", 7000, AttachedPeer.fingerprint("a"), Encryption.OFF);
        assertFalse(elsewhere.reachable());
        assertEquals(
                "The peer says that it listens at 192.0.2.1, but its connection comes from"
                        + " 127.0.0.1.",
                elsewhere.reason());
    }

    @Test
    void nobodyHasTheTrackerTryPortAfterPort() throws Exception {
        String token = loggedIn("ann").token();
        int tried = 0;
        for (int i = 0; i < 15; i++) {
            try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    var peer = AttachedPeer.connect(RestAssured.baseURI, token)) {
                peer.say(AttachedPeer.hello(listening.getLocalPort(), "a"));
                Reachability reachability = peer.expect(Reachability.class);
                if (reachability.reachable()) {
                    tried++;
                } else {
                    assertEquals(
                            "The tracker has tried to reach you or others at your address very"
                                    + " often; it tries again in some seconds.",
                            reachability.reason());
                }
            }
        }
        assertTrue(tried >= 10 && tried < 15, tried + " ports were tried");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "::1",
                "0.0.0.0",
                "::",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "fe80::1",
                "fd00::1",
                "fc00::1",
                "ff02::1",
                "::ffff:10.0.0.1"
            })
    void aNetworkOfItsOwnIsNoStrangersBusiness(String address) {
        assertTrue(Source.isWithin(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "100.128.0.1", "172.32.0.1", "2001:db8::1", "198.51.100.7"})
    void anAddressOfTheInternetIs(String address) {
        assertFalse(Source.isWithin(InetAddress.ofLiteral(address)));
    }

    @Test
    void aPeerMaySayItsName() throws Exception {
        try (var listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            Reachability reached =
                    reachability(
                            "localhost",
                            listening.getLocalPort(),
                            AttachedPeer.fingerprint("a"),
                            Encryption.OFF);
            assertTrue(reached.reachable(), reached.reason());
        }
    }

    @Test
    void aPeerThatListensEverywhereIsReachedWhereItComesFrom() throws Exception {
        try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Reachability reached =
                    reachability(
                            "0.0.0.0",
                            listening.getLocalPort(),
                            AttachedPeer.fingerprint("a"),
                            Encryption.OFF);
            assertTrue(reached.reachable(), reached.reason());
        }
    }

    /** Greets all who connect and hangs up on those who show no certificate, until closed. */
    private static ServerSocket listening(KeyStore own) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, SelfSigned.password());
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(keys.getKeyManagers(), null, null);
        var listening =
                (SSLServerSocket)
                        tls.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setNeedClientAuth(true);
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    while (!listening.isClosed()) {
                        try (var socket = (SSLSocket) listening.accept()) {
                            socket.startHandshake();
                            socket.getInputStream().read();
                        } catch (IOException e) {
                            // Whoever hangs up is the tracker, whose verdict is what counts.
                            continue;
                        }
                    }
                });
        return listening;
    }

    private static void hangUp(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                socket.getOutputStream()
                        .write("220 this is something else\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                continue;
            }
        }
    }
}
