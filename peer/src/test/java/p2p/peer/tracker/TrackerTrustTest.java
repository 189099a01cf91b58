package p2p.peer.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.LogIn;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.TrackerMessage;
import p2p.testkit.TestAuthority;

class TrackerTrustTest {

    private static final Timing ONCE =
            new Timing(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    1,
                    Duration.ofMillis(10),
                    Duration.ofMillis(20));
    private static final String NO_AUTHORITY =
            "its certificate is from no authority that this peer trusts;"
                    + " name the right one with --tracker-ca.";

    @TempDir static Path folder;
    private static final Vertx VERTX = Vertx.vertx();
    private static TestAuthority ours;
    private static TestAuthority theirs;
    private static FakeTracker tracker;
    private static Fingerprint identity;

    @BeforeAll
    static void startATrackerWithACertificate() throws Exception {
        ours = new TestAuthority(folder, "ours");
        theirs = new TestAuthority(folder, "theirs");
        TestAuthority.Certified certified = ours.certify("ip:127.0.0.1");
        tracker = FakeTracker.withTls(VERTX, certified);
        try (var pem = Files.newInputStream(certified.certificate())) {
            var key =
                    CertificateFactory.getInstance("X.509").generateCertificate(pem).getPublicKey();
            identity = Fingerprint.of(key.getEncoded());
        }
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void thePinnedAuthorityVouches() throws IOException {
        int before = tracker.requests.size();
        client("127.0.0.1", TrackerTrust.pinned(ours.certificate()))
                .logIn(new LogIn("ann", "a password", null, false, null));
        assertEquals(before + 1, tracker.requests.size());
    }

    @Test
    void anotherAuthorityDoesNot() throws IOException {
        assertEquals(
                unreachable("127.0.0.1", NO_AUTHORITY),
                refusal("127.0.0.1", TrackerTrust.pinned(theirs.certificate())));
    }

    @Test
    void norDoThoseOfTheMachine() {
        assertEquals(
                unreachable("127.0.0.1", NO_AUTHORITY),
                refusal("127.0.0.1", TrackerTrust.ofTheMachine()));
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws IOException {
        assertEquals(
                unreachable(
                        "localhost",
                        "its certificate is not for this address:"
                                + " No name matching localhost found."),
                refusal("localhost", TrackerTrust.pinned(ours.certificate())));
    }

    @Test
    void theSessionAttachesUnderTheSameRule() throws IOException {
        int before = tracker.sockets.size();
        attach("127.0.0.1", TrackerTrust.pinned(ours.certificate()));
        await().atMost(20, SECONDS).until(() -> tracker.sockets.size() == before + 1);
        await().atMost(20, SECONDS).until(() -> !tracker.messages.isEmpty());
        await().atMost(20, SECONDS).until(() -> tracker.messages.getLast().contains("hello"));
    }

    @Test
    void theSessionDoesNotAttachWhereTheCertificateIsWrong() throws IOException {
        int before = tracker.sockets.size();
        attach("127.0.0.1", TrackerTrust.pinned(theirs.certificate()));
        attach("localhost", TrackerTrust.pinned(ours.certificate()));
        int failed = tracker.failedHandshakes.get();
        await().atMost(20, SECONDS).until(() -> tracker.failedHandshakes.get() >= failed + 4);
        assertEquals(before, tracker.sockets.size());
    }

    @Test
    void aTrackerIsKnownByItsIdentity() throws Exception {
        int before = tracker.requests.size();
        int sockets = tracker.sockets.size();
        Entry known = known(identity);
        client(known, TrackerTrust.ofTheMachine())
                .logIn(new LogIn("ann", "a password", null, false, null));
        assertEquals(before + 1, tracker.requests.size());
        attach(known, TrackerTrust.ofTheMachine());
        await().atMost(20, SECONDS).until(() -> tracker.sockets.size() == sockets + 1);
        secured(known).close();
    }

    @Test
    void nothingIsSaidToAnotherIdentity() throws Exception {
        Entry other = known(new Fingerprint("0a".repeat(32)));
        String reason =
                ("who answers has the identity %s and not %s: either somebody is between, or the"
                                + " trackers have a new database. Nothing was said to it; who knows from"
                                + " the trackers' operator that the new one is right writes it"
                                + " behind the address, in the list or after --trackers")
                        .formatted(identity, "0a".repeat(32));
        int sockets = tracker.sockets.size();
        int failed = tracker.failedHandshakes.get();
        assertEquals(
                unreachable("localhost", reason + "."),
                refusal(other, TrackerTrust.pinned(ours.certificate())));
        attach(other, TrackerTrust.pinned(ours.certificate()));
        await().atMost(20, SECONDS).until(() -> tracker.failedHandshakes.get() >= failed + 3);
        assertEquals(sockets, tracker.sockets.size());
        var e = assertThrows(SSLException.class, () -> secured(other));
        assertEquals(reason, TrackerTrust.reason(e));
    }

    @Test
    void anIdentityIsNoWordForThoseWithAnAuthority() throws Exception {
        var both =
                new TrackerClient(
                        VERTX,
                        new TrackerList(List.of(entry("localhost"), known(identity))),
                        TrackerTrust.ofTheMachine(),
                        new SplittableRandom(1),
                        ONCE);
        int before = tracker.requests.size();
        Refused refused =
                assertThrows(Refused.class, () -> both.trackersSeenBy(entry("localhost")));
        assertEquals(unreachable("localhost", NO_AUTHORITY), refused.problem().detail());
        assertEquals(before, tracker.requests.size());
    }

    /** By a name for which its certificate is not. */
    private static Entry known(Fingerprint by) {
        int port = tracker.entry(1).address().port();
        return TrackerList.entry(1, "localhost:" + port + " " + by);
    }

    private static Socket secured(Entry to) throws IOException {
        return TrackerTrust.ofTheMachine()
                .secured(new Socket("127.0.0.1", to.address().port()), to);
    }

    @Test
    void whatIsNoCertificateIsNotPinned() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path half =
                Files.writeString(
                        folder.resolve("half.pem"),
                        Files.readString(ours.certificate()).substring(0, 200));
        for (Path file : List.of(text, empty, half)) {
            assertThrows(IOException.class, () -> TrackerTrust.pinned(file), file::toString);
        }
    }

    private static String refusal(String host, TrackerTrust trust) {
        return refusal(entry(host), trust);
    }

    private static String refusal(Entry to, TrackerTrust trust) {
        int before = tracker.requests.size();
        Refused refused =
                assertThrows(
                        Refused.class,
                        () ->
                                client(to, trust)
                                        .logIn(new LogIn("ann", "a password", null, false, null)));
        assertEquals(Refusal.UNREACHABLE.type(), refused.problem().type());
        assertEquals(before, tracker.requests.size());
        return refused.problem().detail();
    }

    private static String unreachable(String host, String why) {
        return "The tracker at " + entry(host).address() + " cannot be reached: " + why;
    }

    private static Entry entry(String host) {
        return TrackerList.entry(1, "https://" + host + ":" + tracker.entry(1).address().port());
    }

    private static TrackerClient client(String host, TrackerTrust trust) {
        return client(entry(host), trust);
    }

    private static TrackerClient client(Entry to, TrackerTrust trust) {
        return new TrackerClient(
                VERTX, new TrackerList(List.of(to)), trust, new SplittableRandom(1), ONCE);
    }

    private static void attach(String host, TrackerTrust trust) {
        attach(entry(host), trust);
    }

    private static void attach(Entry to, TrackerTrust trust) {
        var session =
                new TrackerSession(
                        VERTX,
                        client(to, trust),
                        new SplittableRandom(1),
                        Runnable::run,
                        new SilentListener());
        session.open(
                "token",
                new PeerMessage.Hello(
                        Messages.VERSION,
                        "test",
                        new HostPort("127.0.0.1", 1),
                        new Fingerprint("0".repeat(64)),
                        Encryption.ON));
    }

    private static final class SilentListener implements SessionListener {
        @Override
        public void attached(Entry tracker, TrackerMessage.Welcome welcome) {}

        @Override
        public void heard(TrackerMessage message) {}

        @Override
        public void lost(String reason) {}

        @Override
        public void ended(String token, String reason) {}
    }
}
