package p2p.tracker.near;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.NearService;
import p2p.protocol.near.Question;
import p2p.tracker.request.TokenBuckets;

/**
 * Answers who asks on a link for trackers, on a thread of its own. Links come and go: they are
 * looked for again every few seconds.
 */
final class Responder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Responder.class);

    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final int TTL = 255;
    private static final int MOST_AT_ONCE = 32;
    private static final int BURST = 4;
    private static final Duration REFILL = Duration.ofMillis(500);
    private static final Duration BETWEEN_ANSWERS_TO_ALL = Duration.ofSeconds(1);

    /** Where links are looked for. */
    interface Links {
        List<Link> current() throws IOException;
    }

    /** Of each one its own, for a native program is built with no address in it. */
    private final InetSocketAddress group =
            new InetSocketAddress(InetAddress.ofLiteral(NearService.GROUP), NearService.PORT);

    private final Links links;
    private final Function<Link, Beacon> beacon;
    private final TokenBuckets<InetAddress> byAddress;
    private final TokenBuckets<Link> toAll;
    private final Selector selector;
    private final Map<Link, SelectionKey> open = new HashMap<>();
    private final Set<Link> refused = new HashSet<>();
    private final ByteBuffer message = ByteBuffer.allocate(NearService.LONGEST_READ);
    private final Thread thread = Thread.ofPlatform().daemon().name("near").unstarted(this::run);

    private Responder(Links links, Function<Link, Beacon> beacon, InstantSource clock)
            throws IOException {
        this.links = links;
        this.beacon = beacon;
        byAddress = new TokenBuckets<>(BURST, REFILL, clock);
        toAll = new TokenBuckets<>(1, BETWEEN_ANSWERS_TO_ALL, clock);
        selector = Selector.open();
    }

    static Responder start(Links links, Function<Link, Beacon> beacon, InstantSource clock)
            throws IOException {
        var responder = new Responder(links, beacon, clock);
        responder.thread.start();
        return responder;
    }

    private void run() {
        try {
            long looked = System.nanoTime();
            look();
            while (true) {
                selector.select(this::answer, LOOK.toMillis());
                if (System.nanoTime() - looked >= LOOK.toNanos()) {
                    looked = System.nanoTime();
                    look();
                }
            }
        } catch (ClosedSelectorException e) {
            LOG.debug("trackers are not asked for here any more");
        } catch (IOException e) {
            LOG.infof("this tracker is not announced any more: %s", e.getMessage());
        }
    }

    /** What does not succeed now is tried again at the next look. */
    private void look() throws IOException {
        List<Link> current;
        try {
            current = links.current();
        } catch (IOException e) {
            LOG.debugf("links cannot be looked for: %s", e.getMessage());
            return;
        }
        refused.retainAll(current);
        for (Map.Entry<Link, SelectionKey> each : List.copyOf(open.entrySet())) {
            if (!current.contains(each.getKey())) {
                open.remove(each.getKey());
                each.getValue().channel().close();
            }
        }
        for (Link link : current) {
            if (!open.containsKey(link)) {
                try {
                    open.put(link, open(link));
                    refused.remove(link);
                } catch (IOException e) {
                    if (refused.add(link)) {
                        LOG.infof(
                                "this tracker is not announced at %s: %s",
                                link.device().getName(), e.getMessage());
                    }
                }
            }
        }
    }

    /**
     * Bound to the group, and not to all addresses: what is sent to this machine alone at that port
     * is for whoever else speaks multicast DNS here.
     */
    private SelectionKey open(Link link) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, link.device());
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TTL);
            channel.bind(group);
            channel.join(group.getAddress(), link.device());
            channel.configureBlocking(false);
            return channel.register(selector, SelectionKey.OP_READ, link);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void answer(SelectionKey key) {
        var channel = (DatagramChannel) key.channel();
        var link = (Link) key.attachment();
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                message.clear();
                var source = (InetSocketAddress) channel.receive(message);
                if (source == null) {
                    return;
                }
                message.flip();
                answer(channel, link, source);
            }
        } catch (IOException e) {
            LOG.debugf("no answer at %s: %s", link.device().getName(), e.getMessage());
        }
    }

    private void answer(DatagramChannel channel, Link link, InetSocketAddress source)
            throws IOException {
        if (!link.holds(source.getAddress())) {
            return;
        }
        Optional<Question> question = Question.read(message);
        Beacon ours = beacon.apply(link);
        if (question.isEmpty()
                || question.get().known().contains(ours.name())
                || !byAddress.take(source.getAddress()).isZero()) {
            return;
        }
        if (source.getPort() != NearService.PORT) {
            channel.send(ours.answer(question.get()), source);
        } else if (question.get().unicast()) {
            channel.send(ours.answer(), source);
        } else if (toAll.take(link).isZero()) {
            channel.send(ours.answer(), group);
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            thread.join();
            for (SelectionKey key : open.values()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
