package p2p.peer.punch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import p2p.peer.reach.Network;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.Mirror;

/**
 * Asks a tracker how it sees a port of this machine's. By sockets of Java's own, since other
 * connections are to have the same port; waits for the answer.
 */
public final class Mirrors {

    private static final int MILLIS = 3000;
    private static final int LARGEST = 8192;
    private static final Pattern ANSWER =
            Pattern.compile("HTTP/1\\.1 200 .*\\r\\n\\r\\n(\\{.*})", Pattern.DOTALL);
    private static final Pattern REFUSED =
            Pattern.compile("HTTP/1\\.1 (?!200)[0-9]{3}.*", Pattern.DOTALL);
    private static final ObjectMapper JSON = Json.lenient();

    private final TrackerTrust trust;
    private final @Nullable InetAddress named;

    /** At the address at which this peer listens, where one was named. */
    public Mirrors(TrackerTrust trust, HostPort listen) {
        this.trust = trust;
        named = listen.isAnyAddress() ? null : Network.literal(listen.host()).orElse(null);
    }

    /**
     * What the tracker has answered; until it is closed, a router keeps the port.
     *
     * @param own the address and port here
     * @param seen the port there; null where a proxy hides it
     * @param roundTrip how long the answer took
     */
    public record Reflection(
            Socket socket, InetSocketAddress own, @Nullable Integer seen, Duration roundTrip)
            implements Closeable {

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** From that port, which others use that were asked from it, or any where it is 0. */
    public Reflection look(Entry asked, int port) throws IOException {
        HostPort at = asked.address();
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            socket.bind(new InetSocketAddress(named, port));
            socket.setSoTimeout(MILLIS);
            socket.connect(new InetSocketAddress(at.host(), at.port()), MILLIS);
            Socket spoken = asked.secure() ? trust.secured(socket, asked) : socket;
            long begun = System.nanoTime();
            spoken.getOutputStream()
                    .write(
                            "GET /api/v1/mirror HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n"
                                    .formatted(at)
                                    .getBytes(StandardCharsets.US_ASCII));
            Mirror mirror = read(spoken.getInputStream());
            Duration roundTrip = Duration.ofNanos(System.nanoTime() - begun);
            // What follows waits for nobody: least of all a farewell of TLS, at the end.
            var own = new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
            return new Reflection(socket, own, mirror.port(), roundTrip);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Mirror read(InputStream in) throws IOException {
        byte[] bytes = new byte[LARGEST];
        int length = 0;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
        while (length < LARGEST && System.nanoTime() - end < 0) {
            int more = in.read(bytes, length, LARGEST - length);
            if (more < 0) {
                break;
            }
            length += more;
            String said = new String(bytes, 0, length, StandardCharsets.US_ASCII);
            Matcher answer = ANSWER.matcher(said);
            if (answer.matches()) {
                return JSON.readValue(answer.group(1), Mirror.class);
            }
            if (REFUSED.matcher(said).matches()) {
                break;
            }
        }
        throw new IOException("The tracker does not say how it sees this peer.");
    }
}
