package p2p.peer.reach;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The networks in which this machine is. */
public final class Interfaces {

    private Interfaces() {}

    /** Without those that lead nowhere else, in an order that changes only with them. */
    public static List<Network> now() {
        List<Network> networks = new ArrayList<>();
        try {
            for (NetworkInterface each :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (each.isUp()) {
                    each.getInterfaceAddresses().forEach(it -> add(it, networks));
                }
            }
        } catch (SocketException e) {
            // One has gone while it was looked at; the next look is soon.
            return List.of();
        }
        networks.sort(
                Comparator.comparingInt((Network network) -> network.address().getAddress().length)
                        .thenComparing(network -> network.address().getHostAddress()));
        return List.copyOf(networks);
    }

    private static void add(InterfaceAddress found, List<Network> networks) {
        InetAddress address = found.getAddress();
        if (!address.isLinkLocalAddress() && !address.isLoopbackAddress()) {
            Network.literal(address.getHostAddress())
                    .ifPresent(it -> networks.add(new Network(it, found.getNetworkPrefixLength())));
        }
    }
}
