package p2p.peer.mapping;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks a router by UDP, and hears nobody else. */
final class Datagrams {

    static final int PORT = 5351;

    /** Then it is asked once more. */
    private static final List<Integer> WAITS_MILLIS = List.of(250, 500, 750);

    private static final int LARGEST = 2048;

    private final InetSocketAddress own;
    private final InetSocketAddress router;
    private final List<Integer> waits;

    private Datagrams(InetSocketAddress own, InetSocketAddress router, List<Integer> waits) {
        this.own = own;
        this.router = router;
        this.waits = waits;
    }

    static Datagrams between(InetAddress own, InetAddress router) {
        return between(own, new InetSocketAddress(router, PORT));
    }

    static Datagrams between(InetAddress own, InetSocketAddress router) {
        return new Datagrams(new InetSocketAddress(own, 0), router, WAITS_MILLIS);
    }

    /** The same, which asks once and does not wait for long. */
    Datagrams inHaste() {
        return new Datagrams(own, router, WAITS_MILLIS.subList(0, 1));
    }

    /** What an answer says: nothing, if it is none to what was asked. */
    @FunctionalInterface
    interface Reader<T> {
        Optional<T> read(byte[] answer, InetAddress source) throws IOException;
    }

    <T> T ask(byte[] question, Reader<T> reader) throws IOException {
        try (var socket = new DatagramSocket(own)) {
            socket.connect(router);
            for (int wait : waits) {
                socket.send(new DatagramPacket(question, question.length));
                Optional<T> said = hear(socket, wait, reader);
                if (said.isPresent()) {
                    return said.get();
                }
            }
        }
        throw new IOException("The router does not answer.");
    }

    /** The first that says something, of all that comes within the time. */
    static <T> Optional<T> hear(DatagramSocket socket, int millis, Reader<T> reader)
            throws IOException {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        Deadline deadline = Deadline.in(millis);
        for (int left; (left = deadline.millisLeft()) > 0; ) {
            socket.setSoTimeout(left);
            packet.setLength(LARGEST);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                break;
            }
            Optional<T> said =
                    reader.read(
                            Arrays.copyOf(packet.getData(), packet.getLength()),
                            packet.getAddress());
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }
}
