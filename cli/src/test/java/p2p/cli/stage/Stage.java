package p2p.cli.stage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Trackers on free ports, and a folder for whoever meets there. */
public final class Stage implements AutoCloseable {

    private static Stage shared;

    private final Path folder;
    private final List<Process> trackers = new ArrayList<>();

    private Stage(Path folder) {
        this.folder = folder;
    }

    /** One tracker for all tests that need no other; it ends with the tests. */
    public static synchronized Stage shared() throws IOException {
        if (shared == null) {
            Stage stage = with(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
            shared = stage;
        }
        return shared;
    }

    public static Stage with(int trackers) throws IOException {
        var stage = new Stage(Files.createTempDirectory("p2p-stage"));
        var lines = new ArrayList<String>();
        for (int i = 0; i < trackers; i++) {
            lines.add("127.0.0.1:" + Programs.freePort());
        }
        Files.write(stage.trackerInfo(), lines);
        for (int number = 1; number <= trackers; number++) {
            stage.start(number);
        }
        return stage;
    }

    private void start(int number) throws IOException {
        Path log = folder.resolve("tracker-" + number + ".log");
        var words =
                List.of(
                        trackerInfo().toString(),
                        String.valueOf(number),
                        "--data",
                        folder.resolve("tracker-data").toString());
        Process tracker =
                Programs.builder("tracker", folder, words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        trackers.add(tracker);
        await().atMost(Programs.PATIENCE_SECONDS, SECONDS)
                .failFast(() -> {
                    if (!tracker.isAlive()) {
                        throw new IllegalStateException(Files.readString(log));
                    }
                })
                .until(() -> Files.readString(log).contains(" is ready at "));
    }

    public Path folder() {
        return folder;
    }

    public Path trackerInfo() {
        return folder.resolve("tracker_info.txt");
    }

    /** Ends a tracker as {@code kill -9} does. */
    public void kill(int number) {
        trackers.get(number - 1).destroyForcibly().onExit().join();
    }

    /** Somebody with a service who runs one process a command. */
    public Person withService(String name) throws IOException {
        return OneShots.start(this, name);
    }

    /** Somebody who writes commands into a pipe. */
    public Person withShell(String name) throws IOException {
        return PipedShell.start(this, name, "127.0.0.1:0");
    }

    @Override
    public void close() {
        trackers.forEach(Process::destroy);
        trackers.forEach(tracker -> Programs.exitCode(tracker, "tracker"));
        endPostgres();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tracker that was killed leaves its PostgreSQL running. */
    private void endPostgres() {
        await().atMost(Programs.PATIENCE_SECONDS, SECONDS)
                .until(() -> {
                    var left = ProcessHandle.allProcesses().filter(this::worksHere).toList();
                    left.forEach(ProcessHandle::destroyForcibly);
                    return left.isEmpty();
                });
    }

    private boolean worksHere(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.readString(proc.resolve("comm")).strip().equals("postgres")
                    && Files.readSymbolicLink(proc.resolve("cwd")).startsWith(folder);
        } catch (IOException e) {
            return false;
        }
    }
}
