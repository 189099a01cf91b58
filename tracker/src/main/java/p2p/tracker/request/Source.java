package p2p.tracker.request;

import java.net.InetAddress;
import java.util.HexFormat;

/**
 * Where requests come from, as limits count it: an IPv4 address, or the network of an IPv6 address,
 * since a host has all the addresses in it.
 */
public record Source(String network, boolean isThisMachine) {

    private static final int NETWORK_BYTES = 8;
    private static final int UNIQUE_LOCAL = 0xFC;

    public static Source of(String address) {
        InetAddress literal = InetAddress.ofLiteral(address);
        byte[] bytes = literal.getAddress();
        return new Source(
                bytes.length <= Integer.BYTES
                        ? literal.getHostAddress()
                        : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES),
                literal.isLoopbackAddress());
    }

    /** Where a stranger has no business: on this machine, or in the networks around it. */
    public static boolean isWithin(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (bytes.length == Integer.BYTES
                        ? isSharedOrUnused(bytes)
                        : (bytes[0] & 0xFE) == UNIQUE_LOCAL);
    }

    /** 0.0.0.0/8, 100.64.0.0/10, 240.0.0.0/4. */
    private static boolean isSharedOrUnused(byte[] bytes) {
        int first = Byte.toUnsignedInt(bytes[0]);
        return first == 0 || first >= 240 || (first == 100 && (bytes[1] & 0xC0) == 64);
    }
}
