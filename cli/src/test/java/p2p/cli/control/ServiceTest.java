package p2p.cli.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.control.LocalAccess;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.Standing;

class ServiceTest {

    @TempDir Path home;

    @Test
    void aListIsReadPageByPage() throws IOException {
        var asked = new CopyOnWriteArrayList<String>();
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(loopback, 0);
        server.createContext(
                "/",
                exchange -> {
                    String uri = exchange.getRequestURI().toString();
                    asked.add(uri);
                    byte[] page =
                            (uri.contains("after=")
                                            ? page("songs", "null")
                                            : page("films", "\"a b\""))
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
        try {
            LocalAccess.create(server.getAddress().getPort()).write(home);
            assertEquals(
                    List.of(
                            new GroupInfo("films", "ann", 2, Standing.MEMBER, null),
                            new GroupInfo("songs", "ann", 2, Standing.MEMBER, null)),
                    Service.on(home).pages(Call.get("tracker", "groups"), GroupInfo.class));
        } finally {
            server.stop(0);
        }
        assertEquals(
                List.of(
                        "/local/v1/tracker/groups?limit=500",
                        "/local/v1/tracker/groups?limit=500&after=a%20b"),
                asked);
    }

    private static String page(String group, String next) {
        return "{\"items\":[{\"group\":\""
                + group
                + "\",\"owner\":\"ann\",\"members\":2,\"standing\":\"member\",\"new\":1}],"
                + "\"next\":"
                + next
                + "}";
    }
}
