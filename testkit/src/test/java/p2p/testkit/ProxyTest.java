package p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {

    private ServerSocket echo;

    @BeforeEach
    void listen() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
    }

    private void answer() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual()
                        .start(() -> {
                            try (socket) {
                                socket.getInputStream().transferTo(socket.getOutputStream());
                            } catch (IOException e) {
                                // The proxy has cut it.
                                return;
                            }
                        });
            } catch (IOException e) {
                return;
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        echo.close();
    }

    @Test
    void passesCutsAndPassesAgain() throws IOException {
        try (var proxy = new Proxy(echo.getLocalPort());
                Socket before = connect(proxy)) {
            assertEquals("one", said(before, "one"));
            proxy.set(Proxy.Mood.CUT);
            assertEquals("", said(before, "two"));
            proxy.set(Proxy.Mood.PASS);
            try (Socket after = connect(proxy)) {
                assertEquals("three", said(after, "three"));
            }
            assertEquals(8, proxy.carriedOut());
            assertEquals(2, proxy.connections());
        }
    }

    @Test
    void changesAnswersAndLosesThem() throws IOException {
        var lose = new AtomicBoolean();
        try (var proxy =
                        new Proxy(
                                echo.getLocalPort(),
                                () ->
                                        bytes -> {
                                            if (lose.get()) {
                                                throw new IOException("lost");
                                            }
                                            return new byte[] {'x', bytes[1]};
                                        });
                Socket socket = connect(proxy)) {
            assertEquals("xo", said(socket, "to"));
            lose.set(true);
            assertEquals("", said(socket, "to"));
        }
    }

    private static Socket connect(Proxy proxy) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    /** What comes back, which is nothing where the connection is cut. */
    private static String said(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(text.length());
            return new String(answer, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
