package p2p.peer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A router that answers by UDP, and others who do. */
class DatagramsTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(HERE, 0));
    }

    private static Datagrams to(DatagramSocket router) {
        return Datagrams.between(HERE, (InetSocketAddress) router.getLocalSocketAddress());
    }

    private static Optional<String> read(byte[] answer, InetAddress source) {
        return answer.length == 1 && answer[0] >= 7 && source.equals(HERE)
                ? Optional.of("it is " + answer[0])
                : Optional.empty();
    }

    private static void answer(DatagramSocket by, DatagramPacket question, int said)
            throws IOException {
        by.send(new DatagramPacket(new byte[] {(byte) said}, 1, question.getSocketAddress()));
    }

    @Test
    void onlyTheRouterIsHeardAndOnlyWhatAnswers() throws Exception {
        try (DatagramSocket router = socket();
                DatagramSocket other = socket()) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            var question = new DatagramPacket(new byte[10], 10);
                            router.receive(question);
                            answer(other, question, 8);
                            answer(router, question, 6);
                            router.receive(question);
                            answer(router, question, 7);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
            assertEquals("it is 7", to(router).ask(new byte[] {1}, DatagramsTest::read));
        }
    }

    @Test
    void whoSaysNothingIsNotWaitedForLong() throws Exception {
        try (DatagramSocket router = socket()) {
            IOException silent =
                    assertThrows(
                            IOException.class,
                            () -> to(router).inHaste().ask(new byte[] {1}, DatagramsTest::read));
            assertEquals("The router does not answer.", silent.getMessage());
        }
    }
}
