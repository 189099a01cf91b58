package p2p.peer.mapping;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import p2p.peer.reach.Network;

/**
 * Where a router is asked from.
 *
 * @param own this machine's network that the router is in
 * @param router nothing where it is not known, and whoever answers from that network is meant
 */
record Place(Network own, Optional<InetAddress> router) {

    /** Nothing where this machine needs no router, or is in no network that has one. */
    static Optional<Place> of(List<Network> networks, DefaultRoute route) {
        List<Network> ofIpv4 = networks.stream().filter(Place::isIpv4).toList();
        if (ofIpv4.stream().anyMatch(network -> !Network.isPrivate(network.address()))) {
            return Optional.empty();
        }
        return switch (route) {
            case DefaultRoute.By by ->
                    ofIpv4.stream()
                            .filter(network -> network.contains(by.router()))
                            .findFirst()
                            .map(own -> new Place(own, Optional.of(by.router())));
            case DefaultRoute.Unknown _ ->
                    ofIpv4.stream().findFirst().map(own -> new Place(own, Optional.empty()));
            case DefaultRoute.None _ -> Optional.empty();
        };
    }

    private static boolean isIpv4(Network network) {
        return network.address().getAddress().length == Integer.BYTES;
    }

    /** Whether an answer from there is the router's. */
    boolean isRouter(InetAddress source) {
        return router.map(source::equals)
                .orElseGet(() ->
                        Network.isPrivate(source)
                                && own.contains(source)
                                && !source.equals(own.address()));
    }
}
