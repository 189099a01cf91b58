package p2p.cli.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;

/**
 * One HTTP request to a program on this machine. By version 1.0 the answer ends with the
 * connection, so that it needs no parser; the JDK's client takes longer to load than all else that
 * a command does.
 */
final class LocalHttp {

    private static final int CONNECT_MILLIS = 5_000;

    private LocalHttp() {}

    record Answer(int status, byte[] body) {}

    static Answer exchange(
            int port,
            String method,
            String path,
            String authorization,
            byte[] body,
            Duration patience)
            throws IOException {
        try (var socket = new Socket()) {
            int millis = (int) patience.toMillis();
            socket.connect(at(port), Math.min(CONNECT_MILLIS, millis));
            socket.setSoTimeout(millis);
            String head =
                    """
                    %s %s HTTP/1.0
                    Host: 127.0.0.1:%d
                    Authorization: %s
                    Accept: application/json
                    Content-Type: application/json
                    Content-Length: %d

                    """
                            .formatted(method, path, port, authorization, body.length)
                            .replace("\n", "\r\n");
            byte[] request = Arrays.copyOf(head.getBytes(ISO_8859_1), head.length() + body.length);
            System.arraycopy(body, 0, request, head.length(), body.length);
            socket.getOutputStream().write(request);
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    static boolean isOpen(int port) {
        try (var socket = new Socket()) {
            socket.connect(at(port), CONNECT_MILLIS);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static InetSocketAddress at(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    static Answer parse(byte[] bytes) throws IOException {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new IOException("the answer is cut off");
        }
        byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        String length = text.substring(0, end).replaceFirst("(?is).*\r\ncontent-length: *", "");
        String digits = length.replaceFirst("(?s)[^0-9].*", "");
        if (!digits.isEmpty() && Long.parseLong(digits) != body.length) {
            throw new IOException("the answer is cut off");
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), body);
    }
}
