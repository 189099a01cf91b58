package p2p.tracker.session;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.session.PeerMessage;

/** Which of the addresses that a peer says are its own are passed on to others. */
final class ToldAddresses {

    /** What listens below is hardly a peer, and nobody is to knock there for a stranger. */
    private static final int FIRST_PORT = 1024;

    private ToldAddresses() {}

    /**
     * Those at the port at which it listens that mean something to others; that which it is known
     * by already is not among them.
     */
    static List<HostPort> passedOn(List<HostPort> said, HostPort contact) {
        return said.stream()
                .filter(address -> address.port() == contact.port() && address.port() >= FIRST_PORT)
                .map(address -> InetAddress.ofLiteral(address.host()))
                .filter(ToldAddresses::isSomebodys)
                .map(address -> new HostPort(address.getHostAddress(), contact.port()))
                .distinct()
                .filter(address -> !address.equals(contact))
                .limit(PeerMessage.Addresses.MOST)
                .toList();
    }

    /** Where the peer's router lets others in: at the address that the peer itself comes from. */
    static Optional<HostPort> mapped(List<HostPort> said, String source) {
        InetAddress from = InetAddress.ofLiteral(source);
        return said.stream()
                .filter(address -> address.port() >= FIRST_PORT)
                .filter(address -> InetAddress.ofLiteral(address.host()).equals(from))
                .map(address -> new HostPort(source, address.port()))
                .findFirst();
    }

    private static boolean isSomebodys(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isReserved =
                bytes.length == Integer.BYTES
                        && (bytes[0] == 0 || Byte.toUnsignedInt(bytes[0]) >= 240);
        return !isReserved
                && !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress();
    }
}
