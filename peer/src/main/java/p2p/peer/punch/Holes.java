package p2p.peer.punch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.Mirror;
import p2p.protocol.session.PeerMessage;

/** Opens holes, by asking the tracker that this peer is attached to. For any thread. */
public final class Holes {

    private static final int MOST = 16;
    private static final int MILLIS = 3000;
    private static final int LARGEST = 8192;
    private static final Pattern ANSWER =
            Pattern.compile("HTTP/1\\.1 200 .*\\r\\n\\r\\n(\\{.*})", Pattern.DOTALL);
    private static final Pattern REFUSED =
            Pattern.compile("HTTP/1\\.1 (?!200)[0-9]{3}.*", Pattern.DOTALL);
    private static final ObjectMapper JSON = Json.lenient();

    private final Vertx vertx;
    private final Executor workers;
    private final TrackerTrust trust;
    private final Supplier<Optional<Entry>> tracker;
    private final Semaphore free = new Semaphore(MOST);

    public Holes(
            Vertx vertx, Executor workers, TrackerTrust trust, Supplier<Optional<Entry>> tracker) {
        this.vertx = vertx;
        this.workers = workers;
        this.trust = trust;
        this.tracker = tracker;
    }

    /** Fails where no tracker says how the outside sees it, or too many are open. */
    public Future<Hole> open() {
        Optional<Entry> asked = tracker.get();
        if (asked.isEmpty() || !free.tryAcquire()) {
            return Future.failedFuture("There is no way through the routers for now.");
        }
        Promise<Hole> opened = Promise.promise();
        workers.execute(() -> open(asked.get(), opened));
        return opened.future();
    }

    private void open(Entry asked, Promise<Hole> opened) {
        try {
            Hole hole = ask(asked);
            vertx.setTimer(
                    Hole.LIFE.toMillis(),
                    _ -> {
                        hole.close();
                        free.release();
                    });
            opened.complete(hole);
        } catch (IOException e) {
            free.release();
            opened.fail(e);
        }
    }

    private Hole ask(Entry asked) throws IOException {
        HostPort at = asked.address();
        Socket socket = new Socket();
        try {
            // The connections to the other peer have the same port.
            socket.setReuseAddress(true);
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            socket.bind(new InetSocketAddress(0));
            socket.setSoTimeout(MILLIS);
            socket.connect(new InetSocketAddress(at.host(), at.port()), MILLIS);
            Socket spoken = asked.secure() ? secured(socket, at) : socket;
            spoken.getOutputStream()
                    .write(
                            "GET /api/v1/mirror HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n"
                                    .formatted(at)
                                    .getBytes(StandardCharsets.US_ASCII));
            long begun = System.nanoTime();
            Mirror mirror = read(spoken.getInputStream());
            Duration roundTrip = Duration.ofNanos(System.nanoTime() - begun);
            return new Hole(spoken, ports(mirror.port(), socket.getLocalPort()), roundTrip);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket socket, HostPort at) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        trust.context()
                                .getSocketFactory()
                                .createSocket(socket, at.host(), at.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Most routers keep the port, so that it is tried where the tracker does not see one. */
    private static List<Integer> ports(@Nullable Integer seen, int own) {
        return Stream.of(seen == null ? own : seen, own)
                .filter(port -> port >= PeerMessage.Punch.LEAST_PORT)
                .distinct()
                .toList();
    }

    private static Mirror read(InputStream in) throws IOException {
        byte[] bytes = new byte[LARGEST];
        int length = 0;
        while (length < LARGEST) {
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
