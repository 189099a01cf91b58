package p2p.peer.punch;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import p2p.peer.loop.EventLoop;
import p2p.peer.loop.PortConnector;
import p2p.protocol.HostPort;

/**
 * A port of this machine's to which its router has given one outside, kept open by a connection to
 * a tracker. Another peer is let in where this one connects to it from that port, for the time that
 * a hole lasts. It closes by itself.
 */
public final class Hole {

    /** What it takes until both sides know of each other, and some tries. */
    static final Duration LIFE = Duration.ofSeconds(12);

    private static final Logger LOG = Logger.getLogger(Hole.class);
    private static final int MOST_ACCEPTED = 8;
    private static final Duration ONE_TRY = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Mirrors.Reflection mirror;
    private final List<Integer> ports;
    private final Consumer<Hole> whenClosed;
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Runnable listening = () -> {};
    private final AtomicBoolean closed = new AtomicBoolean();

    Hole(Mirrors.Reflection mirror, List<Integer> ports, Consumer<Hole> whenClosed) {
        this.mirror = mirror;
        this.ports = ports;
        this.whenClosed = whenClosed;
    }

    /** At which of its ports the other side may see this one. */
    public List<Integer> ports() {
        return ports;
    }

    /** How long the tracker takes to answer. */
    public Duration roundTrip() {
        return mirror.roundTrip();
    }

    /** Hands over those who come, if some do: a router may let them in from other ports as well. */
    public void listen(EventLoop loop, Consumer<NetSocket> come) {
        listening =
                PortConnector.listen(
                        loop,
                        mirror.own(),
                        socket -> {
                            if (closed.get() || accepted.incrementAndGet() > MOST_ACCEPTED) {
                                socket.close();
                            } else {
                                come.accept(socket);
                            }
                        });
        if (closed.get()) {
            listening.run();
        }
    }

    /** Tries until it is closed: the other side's router may not let this one in at first. */
    public void connect(EventLoop loop, HostPort to, Handler<AsyncResult<NetSocket>> done) {
        if (closed.get()) {
            done.handle(Future.failedFuture("The routers between let nobody through."));
            return;
        }
        var at = new InetSocketAddress(InetAddress.ofLiteral(to.host()), to.port());
        PortConnector.connect(
                loop,
                mirror.own(),
                at,
                ONE_TRY,
                tried -> {
                    if (tried.succeeded()) {
                        done.handle(tried);
                    } else {
                        loop.executeIn(PAUSE, () -> connect(loop, to, done));
                    }
                });
    }

    /** Connections that it has made go on. */
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        whenClosed.accept(this);
        listening.run();
        try {
            mirror.close();
        } catch (IOException e) {
            LOG.debug("the connection to the tracker was gone", e);
        }
    }
}
