package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.output.Look;
import p2p.peer.control.LocalAccess;

/** What p2p says to whoever says nothing to it. */
class OverviewTest {

    private static final String GROUP =
            "{\"group\":\"%s\",\"owner\":\"%s\",\"members\":2,\"standing\":\"%s\"}";
    private static final String SHARE =
            "{\"group\":\"films\",\"file\":\"%s\",\"size\":1,\"files\":%s,\"served\":true}";
    private static final String DOWNLOAD =
            "{\"group\":\"films\",\"file\":\"%s\",\"size\":8,\"have\":4,\"state\":\"%s\",\"path\":\"/\"}";

    @TempDir Path home;

    private int exitCode;

    private String said(String... words) {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var environment = Map.of("P2P_HOME", home.toString());
        var program = new P2p(stream, stream, Look.plain(), List.of(), environment);
        exitCode = Execution.of(program).execute(words);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What a service that gives these answers makes of it. */
    private String said(Map<String, String> answers, String... words) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(loopback, 0);
        server.createContext(
                LocalAccess.PATH,
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    String answer = answers.get(path.substring(LocalAccess.PATH.length()));
                    byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(answer == null ? 503 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            LocalAccess.create(server.getAddress().getPort()).write(home);
            return said(words);
        } finally {
            server.stop(0);
        }
    }

    private static String status(String rest) {
        return "{\"home\":\"/h\",\"listen\":\"127.0.0.1:9\",\"trackerUrls\":[],"
                + "\"shares\":0,\"downloads\":0,"
                + rest
                + "}";
    }

    @Test
    void whereNothingRunsItSaysHowToBegin() throws IOException {
        assertEquals(
                """
                No p2p service runs on %s.

                  p2p share PATH                    starts it, shares PATH, and prints a link for others
                  p2p get 'LINK'                    starts it, and downloads what somebody shares by a link
                  p2p up --trackers FILE --detach   starts it with the trackers that FILE names
                """
                        .formatted(home),
                said());
        assertEquals(0, exitCode);
        Files.writeString(home.resolve("tracker_info.txt"), "http://127.0.0.1:1\n");
        assertEquals(
                "{\"home\":\"%s\",\"running\":false,\"status\":null,\"groups\":null,\"shares\":null,"
                                .formatted(home)
                        + "\"downloads\":null,\"requests\":null,\"next\":[\"p2p up --detach\","
                        + "\"p2p share PATH\",\"p2p get 'LINK'\"]}\n",
                said("--json"));
    }

    @Test
    void whereNobodyIsLoggedInItSaysHowToLogIn() throws IOException {
        assertEquals(
                """
                The p2p service runs on %s; nobody is logged in.
                Notice     Log in again.

                  p2p login NAME                    logs in
                  p2p create_user NAME              makes an account
                  p2p get 'LINK'                    does both, and downloads what somebody shares by a link
                """
                        .formatted(home),
                said(Map.of("/status", status("\"notice\":\"Log in again.\""))));
    }

    @Test
    void whoIsLoggedInSeesWhatThereIsAndWhatWaits() throws IOException {
        String attached = status("\"user\":\"ann\",\"attached\":true,\"tracker\":\"http://t:1\"");
        String groups =
                "[%s,%s]"
                        .formatted(
                                GROUP.formatted("books", "bob", "member"),
                                GROUP.formatted("films", "ann", "owner"));
        String shares =
                "[%s,%s,%s,%s]"
                        .formatted(
                                SHARE.formatted("holiday", "2"),
                                SHARE.formatted("a", "null"),
                                SHARE.formatted("b", "null"),
                                SHARE.formatted("c", "null"));
        String downloads =
                "[%s,%s,%s]"
                        .formatted(
                                DOWNLOAD.formatted("x", "complete"),
                                DOWNLOAD.formatted("it's y", "paused"),
                                DOWNLOAD.formatted("z", "downloading"));
        String requests =
                "[{\"group\":\"films\",\"user\":\"cid\",\"since\":\"2026-01-01T00:00:00Z\"}]";
        assertEquals(
                """
                You are ann, attached to http://t:1.
                Groups     books, films (yours)
                Shared     [films] holiday/, [films] a, [films] b and 1 more
                Downloads  [films] it's y paused, [films] z 50%
                Waiting    cid asks to join films

                  p2p accept_request films cid      lets cid in
                  p2p resume_download films 'it'"'"'s y'  goes on with it
                  p2p show_downloads                shows how far they have come
                """,
                said(
                        Map.of(
                                "/status", attached,
                                "/tracker/groups/mine", groups,
                                "/tracker/groups/films/requests", requests,
                                "/shares", shares,
                                "/downloads", downloads)));
        assertEquals(
                """
                You are ann, attached to http://t:1.
                Groups     unknown: the tracker does not answer
                Shared     nothing
                Downloads  none under way

                  p2p trackers                      says which trackers are up
                """,
                said(Map.of("/status", attached, "/shares", "[]", "/downloads", "[]")));
    }

    @Test
    void aServiceThatHangsIsNotWaitedFor() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalAccess.create(silent.getLocalPort()).write(home);
            assertEquals(
                    """
                    The p2p service on %s does not answer.

                      p2p status                        waits longer for it
                    """
                            .formatted(home),
                    said());
            assertEquals(0, exitCode);
        }
        assertTrue(said().startsWith("No p2p service runs on " + home + ".\n"));
    }
}
