package p2p.tracker.request;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What proxies, and strangers before them, write of where a request comes from. */
public final class FuzzedForwarding {

    private static final String PROXY = "192.0.2.1";
    private static final ClientAddress ADDRESSES =
            new ClientAddress(Optional.of(List.of(PROXY, "2001:db8::/32")));

    private FuzzedForwarding() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        InetAddress.ofLiteral(ADDRESSES.of(PROXY, List.of(header)));
        if (!ADDRESSES.of("192.0.2.2", List.of(header)).equals("192.0.2.2")) {
            throw new IllegalStateException("a stranger's word is taken");
        }
    }
}
