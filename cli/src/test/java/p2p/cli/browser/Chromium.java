package p2p.cli.browser;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import p2p.testkit.ScratchFolder;

/** Debian's Chromium without a window; it is told what to do by its DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LISTENS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final int PATIENCE_SECONDS = 60;

    private final ScratchFolder profile;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private Chromium(ScratchFolder profile, Process process, URI address) {
        this.profile = profile;
        this.process = process;
        socket = await(client.newWebSocketBuilder().buildAsync(address, new Answers()));
    }

    /** Where it is, if it is here. */
    static Optional<Path> program() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path program) throws IOException {
        var profile = ScratchFolder.make("p2p-chromium");
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--no-first-run",
                                "--hide-scrollbars",
                                "--force-color-profile=srgb",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile.path(),
                                "about:blank")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return new Chromium(profile, process, address(process));
    }

    private static URI address(Process process) throws IOException {
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
                return URI.create(listens.group(1));
            }
        }
        throw new IOException("Chromium did not start");
    }

    /** A new tab with cookies of its own, as another person's browser. */
    Tab tab() {
        String context =
                ask("", "Target.createBrowserContext", Map.of()).get("browserContextId").asText();
        JsonNode target =
                ask(
                        "",
                        "Target.createTarget",
                        Map.of("url", "about:blank", "browserContextId", context));
        return attached(target.get("targetId").asText(), context);
    }

    /** Another tab of the same person. */
    Tab tabBeside(Tab tab) {
        JsonNode target =
                ask(
                        "",
                        "Target.createTarget",
                        Map.of("url", "about:blank", "browserContextId", tab.person()));
        return attached(target.get("targetId").asText(), tab.person());
    }

    private Tab attached(String target, String person) {
        JsonNode attached =
                ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true));
        return new Tab(this, attached.get("sessionId").asText(), person);
    }

    /** Asks a tab, or the browser itself where the session is empty. */
    JsonNode ask(String session, String method, Map<String, ?> parameters) {
        int number = numbers.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(number, answer);
        var message = JSON.createObjectNode().put("id", number).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        await(socket.sendText(message.toString(), true));
        JsonNode answered = await(answer);
        if (answered.has("error")) {
            throw new AssertionError(method + ": " + answered.get("error"));
        }
        return answered.get("result");
    }

    /** What a tab has told of itself by this name. */
    List<JsonNode> events(String session, String method) {
        return events.stream()
                .filter(event -> event.path("sessionId").asText().equals(session))
                .filter(event -> event.path("method").asText().equals(method))
                .map(event -> event.get("params"))
                .toList();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Chromium does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void heard(String message) {
            try {
                JsonNode document = JSON.readTree(message);
                CompletableFuture<JsonNode> answer = asked.remove(document.path("id").asInt());
                if (answer == null) {
                    events.add(document);
                } else {
                    answer.complete(document);
                }
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + message, e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        ask("", "Browser.close", Map.of());
        process.onExit().orTimeout(PATIENCE_SECONDS, SECONDS).join();
        client.close();
        profile.close();
    }
}
