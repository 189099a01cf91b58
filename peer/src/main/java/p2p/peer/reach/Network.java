package p2p.peer.reach;

import java.net.InetAddress;
import java.util.Optional;

/** An address of this machine's, and how many of its first bits all on the same link have. */
public record Network(InetAddress address, int prefix) {

    private static final int UNIQUE_LOCAL = 0xFC;

    /** Without the interface that it may name; nothing where it is a name itself. */
    public static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host.replaceFirst("%.*", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] its = other.getAddress();
        if (own.length != its.length || prefix <= 0) {
            return false;
        }
        for (int bit = 0; bit < Math.min(prefix, own.length * Byte.SIZE); bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((own[bit / Byte.SIZE] ^ its[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** RFC 1918, 4193, 6598. */
    public static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isSiteLocalAddress()
                || (bytes.length == Integer.BYTES
                        ? bytes[0] == 100 && (bytes[1] & 0xC0) == 64
                        : (bytes[0] & 0xFE) == UNIQUE_LOCAL);
    }
}
