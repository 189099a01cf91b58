package p2p.cli.near;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import p2p.protocol.HostPort;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.IpAddress;
import p2p.protocol.near.NearService;
import p2p.protocol.near.Question;

/** Real messages to the real group, on a link that has this machine alone: the loopback one. */
class NearTrackersTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress GROUP = InetAddress.ofLiteral(NearService.GROUP);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(300);

    private static Beacon beacon(String name, int port, boolean tls, String... addresses) {
        return new Beacon(
                name, name.length() + ".local", port, tls, Optional.empty(), addresses(addresses));
    }

    private static List<IpAddress> addresses(String... literals) {
        return Stream.of(literals)
                .map(literal -> new IpAddress(InetAddress.ofLiteral(literal).getAddress()))
                .toList();
    }

    private static Optional<String> found(Beacon beacon) {
        return NearTracker.of(beacon, InetAddress.ofLiteral("192.168.1.5"))
                .map(near -> near.name() + " at " + near.line());
    }

    @Test
    void theAddressThatAnswersIsTheOneToUse() {
        assertEquals(
                Optional.of("office at http://192.168.1.5:7001"),
                found(beacon("office", 7001, false, "10.0.0.5", "192.168.1.5")));
        assertEquals(
                Optional.of("office at https://10.0.0.5:7443"),
                found(beacon("office", 7443, true, "fd00::5", "10.0.0.5")));
        assertEquals(
                Optional.of("office at http://[fd00:0:0:0:0:0:0:5]:7001"),
                found(beacon("office", 7001, false, "127.0.0.1", "fe80::5", "fd00::5")));
        assertEquals(
                Optional.empty(), found(beacon("office", 7001, false, "127.0.0.1", "224.0.0.1")));
        assertEquals(
                Optional.of("office at https://t.example.org:7443"),
                found(
                        new Beacon(
                                "office",
                                "t.example.org",
                                7443,
                                true,
                                Optional.empty(),
                                List.of())));
        for (String host : List.of("t.example.org/x", "a b", "$(id)", "127.0.0.1")) {
            assertEquals(
                    Optional.empty(),
                    found(new Beacon("office", host, 7443, true, Optional.empty(), List.of())));
        }
        assertEquals(
                Optional.empty(),
                found(
                        new Beacon(
                                "office",
                                "t.example.org",
                                7001,
                                false,
                                Optional.empty(),
                                List.of())));
    }

    @Test
    void noNameSteersATerminalOrGoesOnWithTheSentence() {
        assertEquals(
                Optional.of("a?b?? say ?rm -rf?.? at http://192.168.1.5:1"),
                found(beacon("a\u001bb\n; say 'rm -rf'.\u202e", 1, false, "192.168.1.5")));
        assertEquals(
                Optional.of("n".repeat(48) + " at http://192.168.1.5:1"),
                found(beacon("n".repeat(63), 1, false, "192.168.1.5")));
    }

    @Test
    void whoAnswersIsFoundOnceAndThoseOfIpv4First() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(HERE);
        List<Beacon> told =
                List.of(
                        beacon("attic", 7002, false, "fd00::5"),
                        beacon("office", 7001, false, "192.168.1.5"),
                        beacon("office", 7001, false, "192.168.1.5"),
                        beacon("cellar", 7001, true, "192.168.1.6"));
        Thread answering;
        try (DatagramChannel responder = DatagramChannel.open(StandardProtocolFamily.INET)) {
            responder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            responder.bind(new InetSocketAddress(GROUP, NearService.PORT));
            responder.join(GROUP, loopback);
            answering = Thread.ofVirtual().start(() -> answer(responder, told));
            assertEquals(
                    List.of(
                            new NearTracker(
                                    "cellar",
                                    new HostPort("192.168.1.6", 7001),
                                    true,
                                    Optional.empty()),
                            new NearTracker(
                                    "office",
                                    new HostPort("192.168.1.5", 7001),
                                    false,
                                    Optional.empty()),
                            new NearTracker(
                                    "attic",
                                    new HostPort("fd00:0:0:0:0:0:0:5", 7002),
                                    false,
                                    Optional.empty())),
                    NearTrackers.find(LONG_ENOUGH, List.of(loopback)));
        }
        answering.join();
        assertEquals(List.of(), NearTrackers.find(Duration.ofMillis(20), List.of(loopback)));
        assertEquals(List.of(), NearTrackers.find(LONG_ENOUGH, List.of()));
    }

    /** All that it is to tell, behind garbage and behind what somebody else was asked. */
    private static void answer(DatagramChannel responder, List<Beacon> told) {
        var message = ByteBuffer.allocate(NearService.LONGEST_READ);
        try {
            while (true) {
                var source = responder.receive(message.clear());
                Question question = Question.read(message.flip()).orElseThrow();
                byte[] garbage = new byte[100];
                Arrays.fill(garbage, (byte) 0xc0);
                responder.send(ByteBuffer.wrap(garbage), source);
                var other = Question.ofTheMoment(question.id() ^ 1);
                responder.send(beacon("nobody", 1, false, "192.168.1.9").answer(other), source);
                for (Beacon beacon : told) {
                    responder.send(beacon.answer(question), source);
                }
            }
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
