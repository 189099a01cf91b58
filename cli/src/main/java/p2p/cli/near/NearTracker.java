package p2p.cli.near;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import p2p.protocol.HostPort;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.IpAddress;
import p2p.protocol.peer.Fingerprint;

/**
 * A tracker that somebody on the link says there is; its name is theirs, too, and proves nothing.
 */
public record NearTracker(
        String name, HostPort address, boolean tls, Optional<Fingerprint> identity) {

    private static final int LONGEST_NAME = 48;
    private static final String NO_NAME_S_SIGNS = "[^A-Za-z0-9 ._()-]";

    /** Empty where it names no address that is another machine's. */
    static Optional<NearTracker> of(Beacon beacon, InetAddress source) {
        return host(beacon, new IpAddress(source.getAddress()))
                .map(host ->
                        new NearTracker(
                                harmless(beacon.name()),
                                new HostPort(host, beacon.port()),
                                beacon.tls(),
                                beacon.identity().filter(_ -> beacon.tls())));
    }

    /** The address that answered, where it is one of those named: it can be reached from here. */
    private static Optional<String> host(Beacon beacon, IpAddress source) {
        if (!beacon.isLocal()) {
            return Optional.of(beacon.host()).filter(host -> beacon.tls() && isHostName(host));
        }
        List<IpAddress> named =
                beacon.addresses().stream().filter(IpAddress::isOfOneMachine).toList();
        return Stream.concat(
                        named.stream().filter(source::equals),
                        Stream.concat(named.stream().filter(IpAddress::isShort), named.stream()))
                .findFirst()
                .map(IpAddress::toString);
    }

    private static boolean isHostName(String host) {
        return host.matches("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*")
                && !host.matches("[0-9.]*");
    }

    /** It stands in sentences, which no name may go on with. */
    private static String harmless(String name) {
        String signs = name.replaceAll(NO_NAME_S_SIGNS, "?");
        return signs.substring(0, Math.min(LONGEST_NAME, signs.length()));
    }

    /** As a line of a list of trackers has it. */
    public String line() {
        return identity.map(known -> address + " " + known)
                .orElseGet(() -> (tls ? "https://" : "http://") + address);
    }

    /** The same as one word of a shell's. */
    public String word() {
        return identity.isPresent() ? "\"" + line() + "\"" : line();
    }
}
