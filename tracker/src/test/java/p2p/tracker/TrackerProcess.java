package p2p.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A tracker as its user runs it: {@code bin/tracker} in a process of its own. */
public final class TrackerProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final Path PROGRAM = Path.of("..", "bin", "tracker").toAbsolutePath();

    private final Process process;
    private final Path output;
    private final Path errors;

    private TrackerProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Runs it in a folder, where its output goes too; the prefix is for a change of user. */
    public static TrackerProcess run(
            Path folder, List<String> prefix, Map<String, String> environment, String... arguments)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(PROGRAM.normalize().toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "tracker", ".out");
        Path errors = Files.createTempFile(folder, "tracker", ".err");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("P2P_DB_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("P2P_JAVA_OPTIONS", QUICK_START);
        builder.environment().putAll(environment);
        return new TrackerProcess(builder.start(), output, errors);
    }

    /** Whether somebody for whom commands start with these words can run it at all. */
    public static boolean isReachable(List<String> prefix)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of("test", "-x", PROGRAM.normalize().toString()));
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    /** A {@code tracker_info.txt} of trackers on free ports of this machine. */
    public static Path trackerInfo(Path folder, int trackers) throws IOException {
        var lines = new ArrayList<String>();
        for (int i = 0; i < trackers; i++) {
            lines.add("127.0.0.1:" + freePort());
        }
        return Files.write(folder.resolve("tracker_info.txt"), lines);
    }

    /** Below the ports that the system hands out, so that it stays free until it is used. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException e) {
                continue;
            }
        }
    }

    public TrackerProcess awaitReady() {
        await().atMost(PATIENCE_SECONDS, SECONDS)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(output() + errors());
                    }
                })
                .until(() -> output().contains(" is ready at "));
        return this;
    }

    /** Where it is reached, once it is ready. */
    public String url() {
        return "http://" + output().replaceFirst("(?s).* is ready at (\\S+)\\.\\n.*", "$1");
    }

    public int get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url() + path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    public void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, String.valueOf(process.pid())).start().waitFor();
    }

    /** Ends it as {@code kill -9} does; its PostgreSQL lives on. */
    public void kill9() {
        process.destroyForcibly().onExit().join();
    }

    public int awaitExit() {
        await().atMost(PATIENCE_SECONDS, SECONDS).until(() -> !process.isAlive());
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String output() {
        return read(output);
    }

    public String errors() {
        return read(errors);
    }

    @Override
    public void close() {
        process.destroy();
        awaitExit();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
