package p2p.peer.mapping;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What routers, and who plays one, answer to a peer that asks for a port. */
public final class FuzzedRouters {

    private static final String ROUTER = "192.168.1.1";
    private static final int PORT = 7979;

    private FuzzedRouters() {}

    private interface Read {
        void read() throws IOException;
    }

    public static void fuzzerTestOneInput(byte[] input) {
        InetAddress own = InetAddress.ofLiteral("192.168.1.20");
        var wish = new PcpMessages.Wish(new byte[PcpMessages.NONCE_BYTES], own, PORT, own, PORT);
        refused(() -> PcpMessages.read(input, wish));
        refused(() -> NatPmpMessages.readAddress(input));
        refused(() -> NatPmpMessages.readMap(input, PORT));
        refused(() -> XmlLeaf.read(new String(input, StandardCharsets.UTF_8)));
        Optional<URI> at = SsdpMessages.location(input, ROUTER);
        if (at.filter(it -> !ROUTER.equals(it.getHost())).isPresent()) {
            throw new IllegalStateException("it leads elsewhere: " + at);
        }
    }

    private static void refused(Read read) {
        try {
            read.read();
        } catch (IOException e) {
            // The router is passed over.
        }
    }
}
