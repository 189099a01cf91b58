package p2p.peer.reach;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where this peer is.
 *
 * @param port at which it listens
 * @param seen the address that its tracker sees it at, where it says so
 */
public record Standpoint(List<Network> networks, int port, Optional<InetAddress> seen) {

    /** Nothing is known, so that nobody is tried but where a tracker has reached them. */
    public static final Standpoint UNKNOWN = new Standpoint(List.of(), 0, Optional.empty());

    /** Whether the address is one of this machine's, or leads nowhere else. */
    public boolean has(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || networks.stream().anyMatch(network -> network.address().equals(address));
    }

    /** Whether the address is this machine's, or on a link of it. */
    public boolean isNear(InetAddress address) {
        return has(address) || isOnLink(address);
    }

    boolean isOnLink(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
