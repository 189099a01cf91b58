package p2p.tracker.near;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.IpAddress;

/** A network interface on whose link a tracker is reached, and by which addresses. */
record Link(NetworkInterface device, List<Subnet> subnets, List<IpAddress> reached) {

    private static final int MOST = 32;

    /** Those of this machine where whoever listens at this address is reached from outside. */
    static List<Link> of(InetAddress listening) throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(Link::isUsable)
                .flatMap(device -> of(device, listening).stream())
                .limit(MOST)
                .toList();
    }

    static Optional<Link> of(NetworkInterface device, InetAddress listening) {
        List<Subnet> subnets = device.getInterfaceAddresses().stream().map(Subnet::of).toList();
        List<IpAddress> reached =
                subnets.stream()
                        .map(Subnet::own)
                        .filter(own -> listening.isAnyLocalAddress() || listening.equals(own))
                        .filter(own -> !own.isLinkLocalAddress() || own instanceof Inet4Address)
                        .sorted((one, other) -> length(one) - length(other))
                        .map(own -> new IpAddress(own.getAddress()))
                        .limit(Beacon.MOST_ADDRESSES)
                        .toList();
        return reached.isEmpty() || !hasShortAddress(subnets)
                ? Optional.empty()
                : Optional.of(new Link(device, subnets, reached));
    }

    private static int length(InetAddress address) {
        return address.getAddress().length;
    }

    /** The group is one of IPv4. */
    private static boolean hasShortAddress(List<Subnet> subnets) {
        return subnets.stream().map(Subnet::own).anyMatch(Inet4Address.class::isInstance);
    }

    private static boolean isUsable(NetworkInterface device) {
        try {
            return device.isUp() && device.supportsMulticast() && !device.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether an answer to this address stays on the link. */
    boolean holds(InetAddress address) {
        return address.isLinkLocalAddress()
                || subnets.stream().anyMatch(subnet -> subnet.contains(address));
    }
}
