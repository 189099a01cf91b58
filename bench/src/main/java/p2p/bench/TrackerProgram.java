package p2p.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running tracker, and what it takes. */
final class TrackerProgram {

    private static final long CLOCK_TICKS = 100;
    private static final String JAVA_OPTIONS = "-Xmx192m -XX:+UseSerialGC";
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Path output;
    private final Process process;

    /** Begins to start it; what it complains of goes to standard error. */
    TrackerProgram(Path info, int number, int port, Path folder) throws IOException {
        this.port = port;
        output = folder.resolve("output-" + number);
        var builder =
                new ProcessBuilder(
                                "bin/tracker",
                                info.toString(),
                                String.valueOf(number),
                                "--data=" + folder)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putIfAbsent("P2P_JAVA_OPTIONS", JAVA_OPTIONS);
        process = builder.start();
    }

    void awaitReady() throws IOException, InterruptedException {
        while (!Files.readString(output).contains(" is ready at ")) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The tracker did not start.");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, String.valueOf(process.pid())).start().waitFor();
    }

    void stop() {
        process.destroy();
        process.onExit().join();
        client.shutdownNow();
    }

    /** Seconds of the processor's time, in user and system mode. */
    double processorSeconds() throws IOException {
        String stat = Files.readString(file("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (double) (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS;
    }

    long residentMib() throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(file("status")));
        matcher.find();
        return Long.parseLong(matcher.group(1)) >> 10;
    }

    private Path file(String name) {
        return Path.of("/proc", String.valueOf(process.pid()), name);
    }

    long attached() throws IOException, InterruptedException {
        return (long) metric("p2p_sessions_attached(?:\\{.*})?");
    }

    /** The sum of the metric's values. */
    double metric(String name) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/q/metrics");
        String all =
                client.send(
                                HttpRequest.newBuilder(uri).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        return Pattern.compile("(?m)^" + name + " (\\S+)$")
                .matcher(all)
                .results()
                .mapToDouble(result -> Double.parseDouble(result.group(1)))
                .sum();
    }
}
