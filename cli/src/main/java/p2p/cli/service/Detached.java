package p2p.cli.service;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.peer.PeerStatus;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;

/** Starts a service in a session of its own, and waits until it is ready. */
final class Detached {

    private static final int READY_SECONDS = 60;
    private static final long LOOK_MILLIS = 20;
    private static final String PREFIX = "p2p: ";

    private final ServiceFolder home;
    private final Launch launch;

    /**
     * Runs a program with these words of its own in the place of {@code own}, those of this one.
     */
    interface Launch {
        Process run(List<String> own, List<String> words) throws IOException;
    }

    Detached(ServiceFolder home) {
        this.home = home;
        launch = this::launch;
    }

    Detached(ServiceFolder home, Launch launch) {
        this.home = home;
        this.launch = launch;
    }

    /** What to say of a service that runs here already; refuses what it would have to do anew. */
    Optional<String> running(@Nullable HostPort wanted, TrackerList trackers) {
        return status().map(status -> running(status, wanted, trackers));
    }

    private String running(PeerStatus status, @Nullable HostPort wanted, TrackerList trackers) {
        String runs =
                "A p2p service runs on "
                        + home.folder()
                        + " already and listens on "
                        + status.listen();
        if (wanted != null && !isAt(wanted, HostPort.parse(status.listen()))) {
            throw Failure.refused(
                    "already-running",
                    runs + "; end it with 'p2p down' before it can listen on " + wanted + ".");
        }
        if (!home.remembers(trackers)) {
            throw Failure.refused(
                    "already-running",
                    runs
                            + ", with other trackers; end it with 'p2p down' before it can use these.");
        }
        return runs + ".";
    }

    private static boolean isAt(HostPort wanted, HostPort actual) {
        return wanted.port() == 0 ? wanted.host().equals(actual.host()) : wanted.equals(actual);
    }

    /**
     * Starts a service with these words; {@code own} are those of this process. Returns the
     * sentence that says what has started; empty where another one was started meanwhile.
     */
    Optional<String> start(List<String> own, List<String> words) {
        try {
            if (isTakenByAnother(end())) {
                return Optional.empty();
            }
            long end = end();
            long logged = Files.exists(home.log()) ? Files.size(home.log()) : 0;
            Process process = launch.run(own, words);
            while (System.nanoTime() < end) {
                boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                Optional<PeerStatus> status = status();
                if (status.isPresent()) {
                    return ended
                            ? Optional.empty()
                            : Optional.of(begun(status.get(), "process " + process.pid()));
                }
                if (ended) {
                    if (!isTakenByAnother(end)) {
                        throw Failure.refused("not-started", reason(logged));
                    }
                    return Optional.empty();
                }
            }
            process.destroy();
        } catch (IOException e) {
            throw Failure.refused(
                    "not-started", "The service cannot be started: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw late();
    }

    /** The sentence that says what somebody else has just started, once it is ready. */
    String awaited() {
        long end = end();
        try {
            while (System.nanoTime() < end) {
                Optional<PeerStatus> status = status();
                if (status.isPresent()) {
                    return begun(status.get(), "systemd looks after it");
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw late();
    }

    private static long end() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    }

    private String begun(PeerStatus status, String how) {
        return "The p2p service runs on %s and listens on %s (%s)."
                .formatted(home.folder(), status.listen(), how);
    }

    /** Waits for whoever has the home to be ready, or to be gone. */
    private boolean isTakenByAnother(long end) throws InterruptedException {
        while (home.isLocked()) {
            if (status().isPresent()) {
                return true;
            }
            if (System.nanoTime() > end) {
                throw late();
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return false;
    }

    private Failure late() {
        return Failure.refused(
                "not-started", "The service did not become ready; see " + home.log() + ".");
    }

    private Process launch(List<String> own, List<String> words) throws IOException {
        var command = new ArrayList<>(List.of("setsid"));
        // A script knows with which options of Java a service runs fast.
        String script = System.getProperty(AtLogIn.PROGRAM);
        command.addAll(script == null ? ownCommand(own.size()) : List.of(script));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
                .start();
    }

    /** The executable, and for a JVM its options, of this process. */
    private static List<String> ownCommand(int arguments) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        var words = Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
        var own = new ArrayList<>(words.subList(0, words.size() - 1 - arguments));
        own.set(0, ProcessHandle.current().info().command().orElse(own.getFirst()));
        return own;
    }

    Optional<PeerStatus> status() {
        try {
            Service service = Service.on(home.folder());
            return Optional.of(service.run(Call.get("status").atOnce(), PeerStatus.class));
        } catch (Failure e) {
            if (e.type().equals("no-answer") && home.isLocked()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private String reason(long logged) throws IOException {
        try (var log = Files.newByteChannel(home.log())) {
            log.position(logged);
            var text =
                    new String(
                            java.nio.channels.Channels.newInputStream(log).readAllBytes(),
                            StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith(PREFIX))
                    .reduce((first, last) -> last)
                    .map(line -> line.substring(PREFIX.length()))
                    .orElse("The service ended at once; see " + home.log() + ".");
        }
    }
}
