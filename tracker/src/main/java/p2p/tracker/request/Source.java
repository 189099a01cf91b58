package p2p.tracker.request;

import java.net.InetAddress;
import java.util.HexFormat;

/**
 * Where requests come from, as limits count it: an IPv4 address, or the network of an IPv6 address,
 * since a host has all the addresses in it.
 */
public record Source(String network, boolean isThisMachine) {

    private static final int NETWORK_BYTES = 8;

    public static Source of(String address) {
        InetAddress literal = InetAddress.ofLiteral(address);
        byte[] bytes = literal.getAddress();
        return new Source(
                bytes.length <= Integer.BYTES
                        ? literal.getHostAddress()
                        : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES),
                literal.isLoopbackAddress());
    }
}
