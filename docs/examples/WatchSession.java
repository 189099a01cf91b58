import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * Shows the messages between a peer and its tracker, and needs nothing but the JDK:
 *
 * <pre>java docs/examples/WatchSession.java 127.0.0.1:7001 NAME PASSWORD [GROUP FILE]</pre>
 *
 * It logs in as a peer that nobody can reach (so it serves nothing), attaches, prints all that the
 * tracker says, and, where a group and a file are given, asks for the file's seeders and tickets.
 * Do something with other peers meanwhile: let somebody into a group, share a file, log out.
 */
final class WatchSession implements WebSocket.Listener {

    /** It has no key, so it takes what nobody else names. */
    private static final String FINGERPRINT =
            new BigInteger(255, new Random()).setBit(255).toString(16);

    private final StringBuilder message = new StringBuilder();
    private final CountDownLatch closed = new CountDownLatch(1);

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3 && arguments.length != 5) {
            System.err.println("Usage: WatchSession TRACKER NAME PASSWORD [GROUP FILE]");
            System.exit(2);
        }
        String tracker = arguments[0];
        try (HttpClient http = HttpClient.newHttpClient()) {
            String token = logIn(http, tracker, arguments[1], arguments[2]);
            var watch = new WatchSession();
            WebSocket socket =
                    http.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(URI.create("ws://" + tracker + "/api/v1/session"), watch)
                            .join();
            watch.say(
                    socket,
                    """
                    {"type":"hello","version":1,"program":"WatchSession","listen":"127.0.0.1:1",\
                    "fingerprint":"%s","encryption":"on"}"""
                            .formatted(FINGERPRINT));
            if (arguments.length == 5) {
                watch.want(http, socket, tracker, token, arguments[3], arguments[4]);
            }
            watch.closed.await();
        }
    }

    private static String logIn(HttpClient http, String tracker, String name, String password)
            throws Exception {
        String body =
                """
                {"name":"%s","password":"%s","listen":"127.0.0.1:1","takeover":true}"""
                        .formatted(name, password);
        String answer = post(http, "http://" + tracker + "/api/v1/sessions", null, body);
        return field(answer, "token");
    }

    private void want(
            HttpClient http,
            WebSocket socket,
            String tracker,
            String token,
            String group,
            String file)
            throws Exception {
        String url = "http://" + tracker + "/api/v1/groups/" + group + "/downloads";
        String grant = post(http, url, token, "{\"file\":\"" + file + "\"}");
        say(
                socket,
                """
                {"type":"want","file":{"group":"%s","file":"%s","id":"%s"}}"""
                        .formatted(group, file, field(grant, "id")));
    }

    private static String post(HttpClient http, String url, String token, String body)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            System.err.println(answer.body());
            System.exit(1);
        }
        return answer.body();
    }

    private static String field(String json, String name) {
        return json.replaceFirst("(?s).*?\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    /** One after the other: a WebSocket takes the next message only when the last one is out. */
    private synchronized void say(WebSocket socket, String text) {
        System.out.println("peer    " + text);
        socket.sendText(text, true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            String text = message.toString();
            message.setLength(0);
            System.out.println("tracker " + text);
            Thread.startVirtualThread(() -> answer(socket, text));
        }
        socket.request(1);
        return null;
    }

    /** A ping is answered; all but ack, ping and pong are acknowledged. */
    private void answer(WebSocket socket, String text) {
        switch (field(text, "type")) {
            case "ping" -> say(socket, "{\"type\":\"pong\"}");
            case "ack", "pong" -> {}
            default -> say(socket, "{\"type\":\"ack\",\"messages\":1}");
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        System.out.println("closed  " + status + " " + reason);
        closed.countDown();
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        System.out.println("broken  " + error);
        closed.countDown();
    }
}
