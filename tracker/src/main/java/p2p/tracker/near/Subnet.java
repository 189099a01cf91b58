package p2p.tracker.near;

import java.net.InetAddress;
import java.net.InterfaceAddress;

/** The addresses that are on a link with one of this machine's own. */
record Subnet(InetAddress own, int prefix) {

    static Subnet of(InterfaceAddress address) {
        return new Subnet(address.getAddress(), address.getNetworkPrefixLength());
    }

    boolean contains(InetAddress address) {
        byte[] ours = own.getAddress();
        byte[] theirs = address.getAddress();
        if (prefix <= 0 || ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & (0x80 >> bit % Byte.SIZE))
                    != 0) {
                return false;
            }
        }
        return true;
    }
}
