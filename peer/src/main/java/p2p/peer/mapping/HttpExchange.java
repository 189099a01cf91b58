package p2p.peer.mapping;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request to a device on the link, and its answer: so much at most, and within a time. */
final class HttpExchange implements AutoCloseable {

    private static final int LARGEST = 128 * 1024;
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 100;
    private static final int HTTP = 80;

    private final Socket socket = new Socket();
    private final Deadline deadline;
    private final byte[] buffer = new byte[8192];
    private int from;
    private int to;
    private int read;

    record Answer(int status, String body) {}

    private HttpExchange(Deadline deadline) {
        this.deadline = deadline;
    }

    /** The URI has an address for its host. */
    static Answer ask(
            InetAddress own, URI uri, String method, String headers, String body, int millis)
            throws IOException {
        try (var exchange = new HttpExchange(Deadline.in(millis))) {
            int port = uri.getPort() < 0 ? HTTP : uri.getPort();
            exchange.socket.bind(new InetSocketAddress(own, 0));
            exchange.socket.connect(
                    new InetSocketAddress(InetAddress.ofLiteral(uri.getHost()), port),
                    exchange.timeLeft());
            String request =
                    "%s %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n%s\r\n%s"
                            .formatted(method, path(uri), uri.getHost(), port, headers, body);
            exchange.socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return exchange.answer();
        }
    }

    private static String path(URI uri) {
        String path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private Answer answer() throws IOException {
        int status = status(line());
        int length = -1;
        boolean isChunked = false;
        for (int lines = 0; ; lines++) {
            String line = line();
            if (line.isEmpty()) {
                break;
            }
            if (lines == MOST_LINES) {
                throw new IOException("The device's answer has too many headers.");
            }
            String[] header = line.toLowerCase(Locale.ROOT).split(":", 2);
            if (header.length == 2 && header[0].strip().equals("content-length")) {
                length = number(header[1].strip(), 10);
            } else if (header.length == 2 && header[0].strip().equals("transfer-encoding")) {
                isChunked = header[1].strip().equals("chunked");
            }
        }
        var body = new ByteArrayOutputStream();
        if (isChunked) {
            for (int size; (size = number(line().split(";", 2)[0].strip(), 16)) > 0; ) {
                take(size, body);
                line();
            }
        } else {
            take(length, body);
        }
        return new Answer(status, body.toString(StandardCharsets.UTF_8));
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new IOException("The device does not speak HTTP.");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static int number(String written, int radix) throws IOException {
        try {
            int number = Integer.parseInt(written, radix);
            if (number >= 0 && number <= LARGEST) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("The device's answer has no length.", e);
        }
        throw new IOException("The device's answer is too long.");
    }

    /** So many bytes, or all that come where it is negative. */
    private void take(int length, ByteArrayOutputStream body) throws IOException {
        for (int left = length; left != 0; left--) {
            int next = next();
            if (next < 0) {
                if (length > 0) {
                    throw new IOException("The device's answer is cut off.");
                }
                return;
            }
            body.write(next);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next; (next = next()) != '\n'; ) {
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new IOException("The device's answer has no end of a line.");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private int next() throws IOException {
        if (from == to) {
            socket.setSoTimeout(timeLeft());
            InputStream in = socket.getInputStream();
            from = 0;
            to = Math.max(0, in.read(buffer));
            read += to;
            if (to == 0) {
                return -1;
            }
            if (read > LARGEST) {
                throw new IOException("The device's answer is too long.");
            }
        }
        return Byte.toUnsignedInt(buffer[from++]);
    }

    private int timeLeft() throws IOException {
        int left = deadline.millisLeft();
        if (left == 0) {
            throw new IOException("The device does not answer in time.");
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
