package p2p.tracker.account;

import static java.util.Locale.ROOT;

import java.net.InetAddress;
import p2p.protocol.HostPort;
import p2p.tracker.request.Source;

/**
 * The address that a person named for a peer, as it is kept for one session at a time: one of a
 * private network together with the public address that its network is seen at, since others have
 * the same one at home.
 */
final class AdvertisedAddress {

    private static final String AT = "%";

    private AdvertisedAddress() {}

    static String text(HostPort named, String source) {
        boolean isAtHome =
                isWithin(named.host()) && !Source.isWithin(InetAddress.ofLiteral(source));
        HostPort kept = isAtHome ? new HostPort(named.host() + AT + source, named.port()) : named;
        return kept.toString().toLowerCase(ROOT);
    }

    static HostPort read(String text) {
        HostPort kept = HostPort.parse(text);
        return new HostPort(kept.host().split(AT, 2)[0], kept.port());
    }

    private static boolean isWithin(String host) {
        try {
            return Source.isWithin(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
