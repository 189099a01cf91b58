package p2p.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A tracker as its user runs it: {@code bin/tracker} in a process of its own. */
public final class Tracker implements AutoCloseable {

    private final Process process;
    private final String operator;
    private final Path output;
    private final Path errors;

    private Tracker(Process process, String operator, Path output, Path errors) {
        this.process = process;
        this.operator = operator;
        this.output = output;
        this.errors = errors;
    }

    /** Runs it in a folder, where its output goes too. */
    public static Tracker run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        return run(folder, List.of(), environment, arguments);
    }

    /** The words before the command are for a change of user, for example. */
    public static Tracker run(
            Path folder, List<String> before, Map<String, String> environment, String... arguments)
            throws IOException {
        Path output = Files.createTempFile(folder, "tracker", ".out");
        Path errors = Files.createTempFile(folder, "tracker", ".err");
        var builder =
                Programs.builder("tracker", folder, List.of(arguments))
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.command().addAll(0, before);
        int operator = Ports.take();
        builder.environment().put("P2P_OPERATOR_PORT", String.valueOf(operator));
        builder.environment().putAll(environment);
        return new Tracker(builder.start(), "http://127.0.0.1:" + operator, output, errors);
    }

    /** A list of trackers in a folder, at ports that are this process's. */
    public static Path list(Path folder, int trackers) throws IOException {
        return list(folder, trackers, "");
    }

    /** The scheme, where it has one, is before each address. */
    public static Path list(Path folder, int trackers, String scheme) throws IOException {
        var lines =
                IntStream.range(0, trackers)
                        .mapToObj(_ -> scheme + "127.0.0.1:" + Ports.take())
                        .toList();
        return Files.write(folder.resolve("tracker_info.txt"), lines);
    }

    public Tracker awaitReady() {
        boolean ready =
                Patience.await(
                        Programs.PATIENCE,
                        () -> output().contains(" is ready at ") || !process.isAlive());
        if (!ready || !process.isAlive()) {
            throw new IllegalStateException("The tracker did not start: " + output() + errors());
        }
        return this;
    }

    /** Where it is reached, once it is ready. */
    public String url() {
        return "http://" + output().replaceFirst("(?s).* is ready at (\\S+)\\.\\n.*", "$1");
    }

    /** Where its operator alone is answered. */
    public String operator() {
        return operator;
    }

    /** All that it counts, as Prometheus asks for it. */
    public String figures() throws IOException, InterruptedException {
        return get(operator, "/q/metrics").body();
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(url(), path);
    }

    private static HttpResponse<String> get(String url, String path)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    public void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** A signal by its name, such as {@code STOP}. */
    public void signal(String name) {
        Processes.signal(process.pid(), name);
    }

    /** Ends it as {@code kill -9} does; its PostgreSQL lives on. */
    public void kill9() {
        process.destroyForcibly().onExit().join();
    }

    public int awaitExit() {
        return Programs.exitCode(process, "tracker");
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
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
