package p2p.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.control.Failure;
import p2p.peer.control.LocalAccess;
import p2p.peer.library.Home;

class DetachedTest {

    private static final List<String> NONE = List.of();
    private static final String STATUS =
            "{\"home\":\"/h\",\"listen\":\"127.0.0.1:9\",\"trackerUrls\":[],\"attached\":false,"
                    + "\"shares\":0,\"downloads\":0}";

    @TempDir Path folder;

    private HttpServer service;

    @BeforeEach
    void aServiceAnswers() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                LocalAccess.PATH,
                exchange -> {
                    byte[] body = STATUS.getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        service.start();
    }

    @AfterEach
    void endService() {
        service.stop(0);
    }

    private void isReady() {
        try {
            LocalAccess.create(service.getAddress().getPort()).write(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> start(Detached.Launch launch) {
        return new Detached(new ServiceFolder(folder), launch).start(NONE, NONE);
    }

    private static Process ended() throws IOException {
        return new ProcessBuilder("true").start();
    }

    @Test
    void whatIsStartedIsNamedWithItsProcess() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            Optional<String> said =
                    start((_, _) -> {
                        isReady();
                        return process;
                    });
            assertEquals(
                    Optional.of(
                            "The p2p service runs on %s and listens on 127.0.0.1:9 (process %d)."
                                    .formatted(folder, process.pid())),
                    said);
        } finally {
            process.destroy();
        }
    }

    @Test
    void whoFindsTheHomeTakenWaitsForTheOtherToBeReady() throws Exception {
        var another = new AtomicBoolean();
        Optional<String> said =
                start((_, _) -> {
                    Home.open(folder);
                    Process process = ended();
                    process.onExit()
                            .thenRun(() -> {
                                another.set(true);
                                isReady();
                            });
                    return process;
                });
        assertEquals(Optional.empty(), said);
        assertTrue(another.get());
    }

    @Test
    void nothingIsStartedBeforeWhoEndsHasLeftTheHome() throws Exception {
        Home ending = Home.open(folder);
        var home = new ServiceFolder(folder);
        var leftBefore = new AtomicBoolean();
        var start =
                new FutureTask<>(() ->
                        start((_, _) -> {
                            leftBefore.set(!home.isLocked());
                            isReady();
                            return new ProcessBuilder("sleep", "600").start();
                        }));
        Thread starting = Thread.ofPlatform().daemon().start(start);
        await().atMost(60, SECONDS).until(() -> starting.getState() == Thread.State.TIMED_WAITING);
        ending.close();
        String said = start.get().orElseThrow();
        assertTrue(leftBefore.get());
        ProcessHandle.of(Long.parseLong(said.replaceFirst("(?s).*process (\\d+).*", "$1")))
                .orElseThrow()
                .destroy();
    }

    @Test
    void nothingIsStartedBesideOneThatRuns() {
        try (Home taken = Home.open(folder)) {
            isReady();
            var launched = new AtomicBoolean();
            Optional<String> said =
                    start((_, _) -> {
                        launched.set(true);
                        return ended();
                    });
            assertEquals(Optional.empty(), said);
            assertFalse(launched.get(), taken.path()::toString);
        }
    }

    @Test
    void whoEndsAtOnceOnAFreeHomeIsSaidWithItsReason() throws IOException {
        var home = new ServiceFolder(folder);
        Files.writeString(home.log(), "p2p: Of another day.\n");
        Failure failure =
                assertThrows(
                        Failure.class,
                        () ->
                                start((_, _) -> {
                                    Files.writeString(
                                            home.log(),
                                            "p2p: The disk is full.\n",
                                            StandardOpenOption.APPEND);
                                    return ended();
                                }));
        assertEquals("The disk is full.", failure.getMessage());
        assertEquals("not-started", failure.type());
        assertEquals(1, failure.exitCode());
    }
}
