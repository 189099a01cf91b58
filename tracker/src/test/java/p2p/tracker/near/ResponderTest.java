package p2p.tracker.near;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.NearService;
import p2p.protocol.near.Question;

/** Real messages to the real group, on a link that has this machine alone: the loopback one. */
class ResponderTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetSocketAddress GROUP =
            new InetSocketAddress(InetAddress.ofLiteral(NearService.GROUP), NearService.PORT);

    /** A question of somebody who has heard of the office already. */
    private static final String WHO_ELSE =
            "000a00000001000100000000"
                    + "0c5f7032702d747261636b6572045f746370056c6f63616c00000c8001"
                    + "c00c000c0001000000780009066f6666696365c00c";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private NetworkInterface loopback;
    private Link link;
    private Beacon office;
    private Responder responder;
    private DatagramChannel asker;

    @BeforeEach
    void start() throws IOException {
        loopback = NetworkInterface.getByInetAddress(HERE);
        link = Link.of(loopback, HERE).orElseThrow();
        office =
                new Beacon(
                        "office",
                        "office-p2p-7001.local",
                        7001,
                        false,
                        Optional.empty(),
                        link.reached());
        responder = Responder.start(() -> List.of(link), _ -> office, now::get);
        asker = asker(new InetSocketAddress(HERE, 0));
    }

    private DatagramChannel asker(InetSocketAddress at) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
        channel.configureBlocking(false);
        channel.bind(at);
        return channel;
    }

    @AfterEach
    void end() throws IOException {
        responder.close();
        asker.close();
    }

    private static ByteBuffer received(DatagramChannel channel) throws IOException {
        var message = ByteBuffer.allocate(NearService.LONGEST_READ);
        channel.receive(message);
        return message.flip();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** Asks, again and again where it is not listening yet, until there is this answer. */
    private void awaitAnswer(DatagramChannel from, Question question, DatagramChannel at, int id) {
        await().until(() -> {
            pass(Duration.ofSeconds(1));
            from.send(question.write(), GROUP);
            ByteBuffer message = received(at);
            return Beacon.read(message, Question.ofTheMoment(id)).equals(List.of(office));
        });
    }

    /** Asks once, and returns the numbers of all answers up to that. */
    private List<Integer> answersUpTo(DatagramChannel channel, int id) throws IOException {
        List<Integer> answers = new ArrayList<>();
        channel.send(Question.ofTheMoment(id).write(), GROUP);
        await().until(() -> {
            ByteBuffer message = received(channel);
            if (message.hasRemaining()) {
                answers.add((int) message.getShort(0));
            }
            return answers.contains(id);
        });
        return answers;
    }

    @Test
    void whoAsksIsAnsweredAndNotTooOften() throws IOException {
        awaitAnswer(asker, Question.ofTheMoment(100), asker, 100);
        pass(Duration.ofHours(1));
        answersUpTo(asker, 101);
        pass(Duration.ofHours(1));

        asker.send(ByteBuffer.wrap(new byte[] {1, 2, 3}), GROUP);
        asker.send(ByteBuffer.wrap(HexFormat.of().parseHex(WHO_ELSE)), GROUP);
        for (int id = 1; id < 10; id++) {
            asker.send(Question.ofTheMoment(id).write(), GROUP);
        }
        try (var another = asker(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0))) {
            assertEquals(List.of(11), answersUpTo(another, 11));
        }
        pass(Duration.ofHours(1));
        assertEquals(List.of(1, 2, 3, 4, 12), answersUpTo(asker, 12));
    }

    @Test
    void whoSpeaksMulticastDnsIsAnsweredBeforeAll() throws Exception {
        var toAll = new Question(7, false, Set.of());
        try (DatagramChannel speaker = asker(GROUP);
                DatagramChannel listener = asker(GROUP)) {
            listener.join(GROUP.getAddress(), loopback);
            awaitAnswer(speaker, toAll, listener, 0);
        }
    }
}
