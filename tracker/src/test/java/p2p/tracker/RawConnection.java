package p2p.tracker;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection to a tracker over which a test says whatever it likes, byte by byte. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    public static RawConnection open() throws IOException {
        return open(RestAssured.baseURI, "127.0.0.1");
    }

    /** From one of this machine's addresses. */
    public static RawConnection open(String url, String from) throws IOException {
        URI tracker = URI.create(url);
        var socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(tracker.getHost(), tracker.getPort()));
        return new RawConnection(socket);
    }

    public RawConnection say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection say(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Says this again and again; how often, where the tracker hangs up before it is enough. */
    public int sayUntilHungUp(String text, int most) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int said = 0; said < most; said++) {
            try {
                say(bytes);
            } catch (IOException e) {
                return said;
            }
        }
        return most;
    }

    /** The next answer's status line and headers. */
    public String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!text(head).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return text(head);
    }

    /** All that the tracker says until it hangs up. */
    public String rest() throws IOException {
        var rest = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(rest);
        } catch (SocketException e) {
            // It hung up with bytes unread, as it may; what it said before is here.
            return text(rest);
        }
        return text(rest);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
