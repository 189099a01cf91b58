package p2p.tracker.near;

import java.util.List;
import java.util.Optional;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.IpAddress;
import p2p.protocol.peer.Fingerprint;

/**
 * What a tracker is called on its links: by its machine's name, and by its number behind the first.
 */
record Naming(String machine, int number, String lineHost) {

    private static final int LONGEST = 40;
    private static final String NAMELESS = "tracker";

    /**
     * Whose certificate is an authority's is reached by the name in it. All others have a name on
     * the link that is theirs alone, since the machine's own may be somebody else's to answer for.
     */
    Beacon beacon(
            int port, boolean tls, Optional<Fingerprint> identity, List<IpAddress> addresses) {
        String plain = plain();
        String name = number > 1 ? plain + " (" + number + ")" : plain;
        return tls && identity.isEmpty() && isName(lineHost)
                ? new Beacon(name, lineHost, port, true, identity, List.of())
                : new Beacon(
                        name, plain + "-p2p-" + port + ".local", port, tls, identity, addresses);
    }

    private String plain() {
        String label = machine.replaceFirst("\\..*", "").replaceAll("[^A-Za-z0-9-]", "");
        return label.isEmpty() ? NAMELESS : label.substring(0, Math.min(LONGEST, label.length()));
    }

    private static boolean isName(String host) {
        return !host.contains(":") && !host.matches("[0-9.]+");
    }
}
