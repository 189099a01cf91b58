package p2p.peer.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import p2p.peer.reach.Network;

/** The router of this machine's network, looked for in all ways at the same time. */
final class HomeRouters implements Routers {

    static final int LIFE_SECONDS = 3600;

    /** Of nobody that is at home. */
    private static final String ANYBODY = "198.51.100.1";

    private static final int ANY_PORT = 9;

    private static final Logger LOG = Logger.getLogger(HomeRouters.class);

    private final ExecutorService workers;
    private final RandomGenerator random;
    private final byte[] nonce = new byte[PcpMessages.NONCE_BYTES];

    HomeRouters(ExecutorService workers, RandomGenerator random) {
        this.workers = workers;
        this.random = random;
        new SecureRandom().nextBytes(nonce);
    }

    @Override
    public Optional<Place> place(List<Network> networks) {
        return Place.of(networks, DefaultRoute.now()).filter(HomeRouters::isTheWayOut);
    }

    /** A tunnel may take what goes out, whatever the table of routes says; nothing is sent. */
    private static boolean isTheWayOut(Place place) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(ANYBODY), ANY_PORT));
            return socket.getLocalAddress().equals(place.own().address());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /**
     * By PCP it is asked at once; whoever is found in the other ways is asked only once nothing has
     * come of those before.
     */
    @Override
    public Optional<Mapping> ask(Place place, int port) {
        List<Future<Offer>> found = new ArrayList<>();
        try {
            if (place.router().isPresent()) {
                InetAddress router = place.router().get();
                found.add(
                        begin(() -> {
                            Mapping mapping = PcpMapping.ask(place, router, port, nonce);
                            return _ -> mapping;
                        }));
                found.add(begin(() -> NatPmpMapping.find(place, router)));
            }
            found.add(begin(() -> new UpnpSearch(place, random).find()));
        } catch (RejectedExecutionException e) {
            LOG.debug("the peer has ended", e);
        }
        return found.stream().flatMap(each -> accepted(each, port).stream()).findFirst();
    }

    private Future<Offer> begin(Callable<Offer> search) {
        return workers.submit(search);
    }

    private static Optional<Mapping> accepted(Future<Offer> found, int port) {
        try {
            return Optional.of(found.get().accept(port));
        } catch (ExecutionException | IOException e) {
            LOG.debugf("no port by this: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
