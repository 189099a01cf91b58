package p2p.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.control.Failure;
import p2p.cli.control.Passwords;
import p2p.cli.output.Look;
import p2p.cli.output.Output;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.TrackerList.Protection;
import p2p.protocol.peer.Fingerprint;
import p2p.testkit.Ports;
import p2p.testkit.TestAuthority;

class FirstSightTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final Fingerprint OTHER = new Fingerprint("0a".repeat(32));

    @TempDir static Path certificates;
    private static Fingerprint identity;
    private static HostPort here;

    @TempDir Path home;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> questions = new ArrayList<>();

    @BeforeAll
    static void startATracker() throws Exception {
        var certified = new TestAuthority(certificates, "its-own").certify("ip:127.0.0.1");
        try (var pem = Files.newInputStream(certified.certificate())) {
            identity =
                    Fingerprint.of(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(pem)
                                    .getPublicKey()
                                    .getEncoded());
        }
        here =
                listening(
                        new HttpServerOptions()
                                .setSsl(true)
                                .setKeyCertOptions(
                                        new PemKeyCertOptions()
                                                .addCertPath(certified.certificate().toString())
                                                .addKeyPath(certified.key().toString())));
    }

    private static HostPort listening(HttpServerOptions options) {
        HttpServer server =
                VERTX.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                        .requestHandler(request -> {
                            REQUESTS.incrementAndGet();
                            request.response().end();
                        });
        server.listen().toCompletionStage().toCompletableFuture().join();
        return new HostPort("127.0.0.1", server.actualPort());
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Terminal(Optional<String> answer, List<String> questions) implements Passwords {
        @Override
        public boolean canAsk() {
            return answer.isPresent();
        }

        @Override
        public String ask(String prompt) {
            throw new AssertionError(prompt);
        }

        @Override
        public String askName(String prompt) {
            questions.add(prompt);
            return answer.orElseThrow();
        }

        @Override
        public String nextLine() {
            throw new AssertionError("a password");
        }
    }

    private FirstSight sight(Optional<String> answer) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new FirstSight(
                new ServiceFolder(home),
                new Terminal(answer, questions),
                new Output(out, out, Look.plain()));
    }

    /** Addresses that are not known by anything, though they are this machine's. */
    private static TrackerList unknown(HostPort... addresses) {
        return new TrackerList(
                List.of(addresses).stream()
                        .map(at -> new Entry(1, at, Protection.IDENTITY, Optional.empty()))
                        .toList());
    }

    private static Failure refused(Runnable what) {
        return assertThrows(Failure.class, what::run);
    }

    @Test
    void whoSaysYesIsAskedOnceForAllTrackersOfAList() throws Exception {
        var away = new HostPort("127.0.0.1", Ports.take());
        TrackerList known = sight(Optional.of("y")).known(unknown(away, here), false);
        assertEquals(
                List.of(away + " " + identity, here + " " + identity),
                known.trackers().stream().map(Entry::line).toList());
        assertEquals(
                List.of(
                        "The tracker %s says that its identity is %s. Is that right? [y/N] "
                                .formatted(here, identity)),
                questions);
        assertEquals(known, sight(Optional.empty()).known(unknown(away, here), false));
        assertEquals(
                known.trackers().getLast(),
                sight(Optional.empty()).known(unknown(here), false).trackers().getFirst());
        Path file = home.resolve("known_trackers.txt");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(0, REQUESTS.get());
    }

    @Test
    void whoDoesNotSayYesHasNothingKept() {
        for (String answer : List.of("", "n", "no", "maybe")) {
            Failure no = refused(() -> sight(Optional.of(answer)).known(unknown(here), false));
            assertEquals("unknown-identity", no.type());
        }
        assertEquals(5, questions.size());
        assertTrue(questions.getLast().startsWith("Type y for yes or n for no. "));
        assertFalse(Files.exists(home.resolve("known_trackers.txt")));
    }

    @Test
    void withoutATerminalItIsRefusedUnlessItIsAccepted() {
        Failure no = refused(() -> sight(Optional.empty()).known(unknown(here), false));
        assertEquals(Failure.REFUSED, no.exitCode());
        assertTrue(
                no.getMessage()
                        .startsWith(
                                "The tracker %s says that its identity is %s. Nobody has said yet that"
                                                .formatted(here, identity)
                                        + " this is right."),
                no::getMessage);
        assertTrue(no.getMessage().contains("--accept-new"), no::getMessage);
        sight(Optional.empty()).known(unknown(here), true);
        assertEquals(List.of(), questions);
        sight(Optional.empty()).known(unknown(here), false);
    }

    @Test
    void anotherIdentityThanBeforeIsTakenFromNobodyButAList() {
        sight(Optional.empty()).known(unknown(here), true);
        Entry led = TrackerList.entry(1, here + " " + OTHER);
        Failure no = refused(() -> sight(Optional.of("y")).requireProved(led));
        assertEquals("other-identity", no.type());
        assertTrue(no.getMessage().contains("somebody wants to be taken for it"), no::getMessage);
        sight(Optional.empty()).requireProved(TrackerList.entry(1, here + " " + identity));
        // The user names it in a list of theirs: they know better.
        sight(Optional.empty()).known(new TrackerList(List.of(led)), false);
        assertEquals(
                Optional.of(OTHER),
                sight(Optional.empty())
                        .known(unknown(here), false)
                        .trackers()
                        .getFirst()
                        .identity());
    }

    @Test
    void whatALinkNamesIsProvedBeforeItIsKept() {
        Entry wrong = TrackerList.entry(1, here + " " + OTHER);
        Failure no = refused(() -> sight(Optional.of("y")).requireProved(wrong));
        assertEquals("other-identity", no.type());
        assertTrue(
                no.getMessage()
                        .startsWith(
                                "The tracker %s shows the identity %s, and not %s as this says"
                                        .formatted(here, identity, OTHER)),
                no::getMessage);
        sight(Optional.empty()).requireProved(TrackerList.entry(1, here + " " + identity));
        var nobody = new HostPort("127.0.0.1", Ports.take());
        Failure silent =
                refused(() ->
                        sight(Optional.empty())
                                .requireProved(TrackerList.entry(1, nobody + " " + OTHER)));
        assertEquals(Failure.UNREACHABLE, silent.exitCode());
        assertFalse(Files.exists(home.resolve("known_trackers.txt")));
        assertEquals(0, REQUESTS.get());
    }

    @Test
    void noLinkLeadsToATrackerThatIsKnownWithoutItsIdentity() {
        sight(Optional.empty()).known(unknown(here), true);
        for (String scheme : List.of("http://", "https://")) {
            Entry led = TrackerList.entry(1, scheme + here);
            Failure no = refused(() -> sight(Optional.of("y")).requireProved(led));
            assertEquals("other-identity", no.type());
        }
        sight(Optional.empty()).requireProved(unknown(here).trackers().getFirst());
        // The user says so themselves: the tracker is asked otherwise from now on.
        Entry moved = TrackerList.entry(1, "https://" + here);
        sight(Optional.empty()).known(new TrackerList(List.of(moved)), false);
        sight(Optional.empty()).requireProved(moved);
        assertFalse(Files.exists(home.resolve("known_trackers.txt")));
    }

    @Test
    void whatIsKnownIsWrittenOnce() throws Exception {
        sight(Optional.empty()).known(unknown(here), true);
        Path file = home.resolve("known_trackers.txt");
        Object written = Files.getAttribute(file, "unix:ino");
        sight(Optional.empty()).known(unknown(here), false);
        assertEquals(written, Files.getAttribute(file, "unix:ino"));
        Files.write(file, new byte[0]);
        assertEquals(
                "home", refused(() -> sight(Optional.of("y")).known(unknown(here), true)).type());
    }

    @Test
    void twoTrackersThatWereKnownApartAreNotMixed() {
        var there = new HostPort("127.0.0.1", 1);
        sight(Optional.empty()).known(unknown(here), true);
        sight(Optional.empty())
                .known(new TrackerList(List.of(TrackerList.entry(1, there + " " + OTHER))), false);
        Failure no = refused(() -> sight(Optional.of("y")).known(unknown(here, there), true));
        assertEquals("other-identity", no.type());
    }

    @Test
    void whoDoesNotSpeakTlsIsNotAskedWithout() {
        HostPort plain = listening(new HttpServerOptions());
        Failure no = refused(() -> sight(Optional.of("y")).known(unknown(plain), true));
        assertEquals(Failure.UNREACHABLE, no.exitCode());
        assertEquals(
                "The tracker "
                        + plain
                        + " cannot be asked who it is: it does not speak TLS 1.3 as it should: its program"
                        + " is of before, or its operator has it speak without, or somebody is between;"
                        + " ask who runs it.",
                no.getMessage());
        assertEquals(0, REQUESTS.get());
    }

    @Test
    void aDamagedFileIsNotTakenForNone() throws Exception {
        Files.writeString(home.resolve("known_trackers.txt"), "nonsense\n");
        Failure no = refused(() -> sight(Optional.of("y")).known(unknown(here), true));
        assertTrue(no.getMessage().endsWith("say once more which trackers are the right ones."));
    }

    @Test
    void onlySoManyAreKept() throws Exception {
        for (int port = 1; port <= 205; port++) {
            sight(Optional.empty())
                    .known(
                            new TrackerList(
                                    List.of(TrackerList.entry(1, "t:" + port + " " + OTHER))),
                            false);
        }
        List<String> kept = Files.readAllLines(home.resolve("known_trackers.txt"));
        assertEquals(200, kept.size());
        assertEquals("t:205 " + OTHER, kept.getFirst());
        assertEquals("t:6 " + OTHER, kept.getLast());
    }
}
