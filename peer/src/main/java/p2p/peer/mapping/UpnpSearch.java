package p2p.peer.mapping;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Looks for a router that speaks UPnP in this machine's network. */
final class UpnpSearch {

    private static final Logger LOG = Logger.getLogger(UpnpSearch.class);
    private static final String GROUP = "239.255.255.250";
    private static final int PORT = 1900;
    private static final int TTL = 2;
    private static final int TIMES_ASKED = 2;
    private static final int WAIT_MILLIS = 1300;
    private static final int PATIENCE_MILLIS = 2000;
    private static final int MOST = 4;
    private static final int OK = 200;

    private final Place place;
    private final RandomGenerator random;
    private final Set<URI> tried = new HashSet<>();

    UpnpSearch(Place place, RandomGenerator random) {
        this.place = place;
        this.random = random;
    }

    Offer find() throws IOException {
        InetAddress own = place.own().address();
        try (var socket = new DatagramSocket(new InetSocketAddress(own, 0))) {
            socket.setOption(
                    StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(own));
            socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TTL);
            for (int i = 0; i < TIMES_ASKED; i++) {
                send(socket, InetAddress.ofLiteral(GROUP));
                if (place.router().isPresent()) {
                    send(socket, place.router().get());
                }
                Optional<Offer> found = Datagrams.hear(socket, WAIT_MILLIS, this::read);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new IOException("No router answers by UPnP.");
    }

    private static void send(DatagramSocket socket, InetAddress to) throws IOException {
        for (byte[] search : SsdpMessages.searches(to.getHostAddress())) {
            socket.send(new DatagramPacket(search, search.length, to, PORT));
        }
    }

    private Optional<Offer> read(byte[] answer, InetAddress source) {
        return place.isRouter(source)
                ? SsdpMessages.location(answer, source.getHostAddress())
                        .filter(location -> tried.size() < MOST && tried.add(location))
                        .flatMap(location -> offer(location, source))
                : Optional.empty();
    }

    /** The first connection that has an address outside; it is the one in use. */
    private Optional<Offer> offer(URI location, InetAddress router) {
        InetAddress own = place.own().address();
        try {
            HttpExchange.Answer said =
                    HttpExchange.ask(own, location, "GET", "", "", PATIENCE_MILLIS);
            if (said.status() != OK) {
                return Optional.empty();
            }
            for (UpnpService service : UpnpService.in(said.body(), location, own, router)) {
                Optional<InetAddress> outside = service.outside();
                if (outside.isPresent()) {
                    return Optional.of(port -> UpnpMapping.ask(service, outside, port, random));
                }
            }
        } catch (IOException e) {
            LOG.debugf("the device at %s is no router: %s", location, e.getMessage());
        }
        return Optional.empty();
    }
}
