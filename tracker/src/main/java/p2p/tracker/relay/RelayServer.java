package p2p.tracker.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.tracker.cluster.ThisTracker;
import p2p.tracker.request.OtherServers;
import p2p.tracker.request.Source;

/** The relay of this tracker, where it is one: joins the two connections of each meeting. */
@ApplicationScoped
public class RelayServer {

    private static final Logger LOG = Logger.getLogger(RelayServer.class);
    private static final int LOOPS = 2;
    private static final int CHECKS_AT_ONCE = 4;
    private static final int MOST_CHECKS = 1000;
    private static final int BUFFER = 64 << 10;

    /** Connections that have not shown a pass yet, in all and from one network. */
    private static final int MOST_CALLING = 512;

    private static final int MOST_CALLING_FROM_ONE = 64;
    private static final long TO_CALL_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** The wire pings every half minute. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final boolean on;
    private final String host;
    private final int port;
    private final HostPort tracker;
    private final Optional<String> advertised;
    private final ThisTracker self;
    private final RelayTable table;
    private final Relays relays;
    private final MeetingCheck check;
    private final Clock clock;
    private final RelayBook<RelayConnection> book;
    private final Set<RelayConnection> open = new HashSet<>();
    private final Map<String, Integer> calling = new HashMap<>();
    private final Counter bytes;
    private final ExecutorService checks =
            new ThreadPoolExecutor(
                    CHECKS_AT_ONCE,
                    CHECKS_AT_ONCE,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST_CHECKS),
                    Thread.ofPlatform().daemon().name("meeting-", 1).factory());
    private @Nullable EventLoopGroup loops;

    RelayServer(
            @ConfigProperty(name = "p2p.relay", defaultValue = "off") boolean on,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "p2p.relay.port", defaultValue = "7009") int port,
            @ConfigProperty(name = "p2p.relay.address") Optional<String> advertised,
            @ConfigProperty(name = "p2p.tracker.address") String tracker,
            ThisTracker self,
            RelayTable table,
            Relays relays,
            MeetingCheck check,
            Clock clock,
            MeterRegistry meters) {
        this.on = on;
        this.host = host;
        this.port = port;
        this.advertised = advertised;
        this.tracker = HostPort.parse(tracker);
        this.self = self;
        this.table = table;
        this.relays = relays;
        this.check = check;
        this.clock = clock;
        book = new RelayBook<>(RelayBook.Bounds.USUAL, self.incarnation());
        bytes = meters.counter("p2p.relay.bytes");
        meters.gauge("p2p.relay.pairs", book, RelayBook::size);
    }

    public boolean isOn() {
        return on;
    }

    void start(@Observes @Priority(30) StartupEvent started) throws InterruptedException {
        table.makeKey();
        if (!on) {
            return;
        }
        EventLoopGroup group =
                new NioEventLoopGroup(LOOPS, new DefaultThreadFactory("relay", true));
        loops = group;
        var bound =
                OtherServers.add(new ServerBootstrap())
                        .group(group)
                        .channelFactory(NioServerSocketChannel::new)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(
                                ChannelOption.RCVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(BUFFER).maxMessagesPerRead(1))
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        enters(channel);
                                    }
                                })
                        .bind(host, port)
                        .await();
        if (!bound.isSuccess()) {
            LOG.errorf(
                    "there is no relay here, since it cannot listen on %s: %s; choose another port with P2P_RELAY_PORT",
                    new HostPort(host, port), bound.cause().getMessage());
            return;
        }
        group.next().scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
        int actual = ((InetSocketAddress) bound.channel().localAddress()).getPort();
        HostPort address =
                advertised.map(HostPort::parse).orElse(new HostPort(tracker.host(), actual));
        table.register(self.number(), self.incarnation(), address);
        LOG.infof("this tracker is a relay, at %s", address);
    }

    void stop(@Observes ShutdownEvent stopping) {
        checks.shutdownNow();
        if (loops != null) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Ends the meetings that are meant, at once. */
    public void cut(Predicate<Meeting> which) {
        book.cut(which, clock.instant()).forEach(RelayConnection::close);
    }

    private void enters(SocketChannel channel) {
        var connection = new RelayConnection(this, channel);
        synchronized (open) {
            String network = Source.of(connection.address()).network();
            if (calling.values().stream().mapToInt(Integer::intValue).sum() >= MOST_CALLING
                    || calling.getOrDefault(network, 0) >= MOST_CALLING_FROM_ONE) {
                channel.close();
                return;
            }
            calling.merge(network, 1, Integer::sum);
            open.add(connection);
            channel.closeFuture()
                    .addListener(_ -> {
                        synchronized (open) {
                            open.remove(connection);
                            if (!connection.hasCalled()) {
                                callsNoMore(network);
                            }
                        }
                    });
        }
        channel.pipeline().addLast(connection);
    }

    private void callsNoMore(String network) {
        calling.merge(network, -1, Integer::sum);
        calling.remove(network, 0);
    }

    /** On its loop. */
    void called(RelayConnection connection, byte[] sealed) {
        synchronized (open) {
            callsNoMore(Source.of(connection.address()).network());
        }
        try {
            checks.execute(() -> admit(connection, sealed));
        } catch (RejectedExecutionException e) {
            connection.close();
        }
    }

    /** May wait for the database. */
    private void admit(RelayConnection connection, byte[] sealed) {
        try {
            RelayBook.Arrival arrival =
                    Pass.open(sealed, relays.key())
                            .filter(pass -> pass.meeting().isGoodAt(table.now()))
                            .map(pass -> book.comes(pass, connection, clock.instant()))
                            .orElse(RelayBook.Arrival.TURNED_AWAY);
            switch (arrival) {
                case TURNED_AWAY -> connection.close();
                case WAITS -> closeIfGone(connection);
                case COMPLETES -> complete(connection);
            }
        } catch (RuntimeException e) {
            LOG.debug("a pass could not be looked at", e);
            connection.close();
        }
    }

    /** Its end may have been heard of before it was in the book. */
    private void closeIfGone(RelayConnection connection) {
        if (!connection.channel().isOpen()) {
            gone(connection);
        }
    }

    /**
     * Whoever ends a right after this look finds the pair in the book, and cuts it; whoever ended
     * it before is seen by the look.
     */
    private void complete(RelayConnection connection) {
        closeIfGone(connection);
        Optional<RelayBook.Pair<RelayConnection>> pair = book.complete(connection);
        if (pair.isEmpty()) {
            return;
        }
        Meeting meeting = pair.get().meeting();
        if (check.stands(meeting) && book.join(pair.get())) {
            RelayConnection downloader = pair.get().side(Pass.Side.DOWNLOADER);
            RelayConnection seeder = pair.get().side(Pass.Side.SEEDER);
            downloader.join(seeder);
            seeder.join(downloader);
        } else {
            cut(meeting::equals);
        }
    }

    void moved(int length) {
        bytes.increment(length);
    }

    void gone(RelayConnection connection) {
        book.leaves(connection, clock.instant()).stream()
                .filter(other -> other != connection)
                .forEach(RelayConnection::closeAfterAll);
    }

    private void look() {
        try {
            book.overdue(clock.instant()).forEach(RelayConnection::close);
            long now = System.nanoTime();
            List<RelayConnection> all;
            synchronized (open) {
                all = List.copyOf(open);
            }
            for (RelayConnection connection : all) {
                if (connection.hasCalled()
                        ? now - connection.movedAt() > IDLE_NANOS
                        : now - connection.since() > TO_CALL_NANOS) {
                    connection.close();
                }
            }
        } catch (RuntimeException e) {
            LOG.error("a look at the relay's connections failed", e);
        }
    }
}
