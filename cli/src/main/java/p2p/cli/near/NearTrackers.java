package p2p.cli.near;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.NearService;
import p2p.protocol.near.Question;

/** Asks on all links of this machine which trackers there are. */
public final class NearTrackers {

    /** Longer nobody waits for what may be nothing. */
    public static final Duration LONGEST = Duration.ofMillis(500);

    private static final int TIMES_ASKED = 2;
    private static final int MOST = 32;
    private static final int TTL = 255;

    /** Of each one its own, for a native program is built with no address in it. */
    private final InetSocketAddress group =
            new InetSocketAddress(InetAddress.ofLiteral(NearService.GROUP), NearService.PORT);

    private final List<NetworkInterface> links;
    private final Question question = Question.ofTheMoment(new SecureRandom().nextInt(1 << 16));
    private final Set<NearTracker> found = new LinkedHashSet<>();
    private final ByteBuffer message = ByteBuffer.allocate(NearService.LONGEST_READ);

    private NearTrackers(List<NetworkInterface> links) {
        this.links = links;
    }

    /** What answers within so long, those with an address of IPv4 first; often that is nothing. */
    public static List<NearTracker> find(Duration time) {
        try {
            return find(
                    time.compareTo(LONGEST) < 0 ? time : LONGEST,
                    NetworkInterface.networkInterfaces().filter(NearTrackers::isUsable).toList());
        } catch (SocketException e) {
            return List.of();
        }
    }

    static List<NearTracker> find(Duration time, List<NetworkInterface> links) {
        return links.isEmpty() ? List.of() : new NearTrackers(links).find(time.toNanos());
    }

    private static boolean isUsable(NetworkInterface link) {
        try {
            return link.isUp() && link.supportsMulticast() && !link.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Messages get lost on the air, so that it asks once more. */
    private List<NearTracker> find(long nanos) {
        try (var channel = DatagramChannel.open(StandardProtocolFamily.INET);
                var selector = Selector.open()) {
            channel.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0));
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TTL);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            for (int i = 0; i < TIMES_ASKED; i++) {
                ask(channel);
                listen(channel, selector, System.nanoTime() + nanos / TIMES_ASKED);
            }
        } catch (IOException e) {
            return sorted();
        }
        return sorted();
    }

    /** On a link that takes nothing there is nobody to be found. */
    private void ask(DatagramChannel channel) {
        for (NetworkInterface link : links) {
            try {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, link);
                channel.send(question.write(), group);
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void listen(DatagramChannel channel, Selector selector, long end) throws IOException {
        for (long left; (left = end - System.nanoTime()) > 0; ) {
            selector.selectedKeys().clear();
            if (selector.select(Math.max(1, Duration.ofNanos(left).toMillis())) > 0) {
                receive(channel);
            }
        }
    }

    private void receive(DatagramChannel channel) throws IOException {
        message.clear();
        var source = (InetSocketAddress) channel.receive(message);
        if (source == null) {
            return;
        }
        message.flip();
        for (Beacon beacon : Beacon.read(message, question)) {
            if (found.size() < MOST) {
                NearTracker.of(beacon, source.getAddress()).ifPresent(found::add);
            }
        }
    }

    private List<NearTracker> sorted() {
        return found.stream()
                .sorted(
                        Comparator.comparing(
                                        (NearTracker near) -> near.address().host().contains(":"))
                                .thenComparing(NearTracker::name)
                                .thenComparing(NearTracker::line))
                .toList();
    }
}
