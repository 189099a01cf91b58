package p2p.peer.mapping;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import p2p.peer.reach.Network;
import p2p.protocol.HostPort;

/**
 * What a router does.
 *
 * @param protocol by which it was asked
 * @param outside its address outside, where it says which
 * @param port at which others come in there
 */
public record Granted(
        String protocol,
        InetAddress router,
        Optional<InetAddress> outside,
        int port,
        Duration lifetime) {

    String sentence() {
        String at =
                outside.map(host -> "at " + new HostPort(host.getHostAddress(), port))
                        .orElse("at port " + port);
        return "The router at %s lets others in %s (%s)%s."
                .formatted(
                        router.getHostAddress(),
                        at,
                        protocol,
                        outside.filter(Network::isPrivate).isPresent()
                                ? ", but is behind another router itself"
                                : "");
    }

    /**
     * Where others come in, by what a tracker sees of this peer: what the router says of the
     * outside may be behind another router, and whoever goes out by another way does not say where
     * its router is. A tracker in the same house, or one that sees it by IPv6, sees nothing of
     * where the router lets others in.
     */
    public Optional<HostPort> at(Optional<InetAddress> seen) {
        return seen.flatMap(it -> isOfRouter(it) ? seen : outside)
                .map(host -> new HostPort(host.getHostAddress(), port));
    }

    private static boolean isOfRouter(InetAddress seen) {
        return seen.getAddress().length == Integer.BYTES
                && !seen.isLoopbackAddress()
                && !Network.isPrivate(seen);
    }
}
