package p2p.peer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import p2p.peer.reach.Network;

class DefaultRouteTest {

    private static final DefaultRoute.By HOME =
            new DefaultRoute.By(InetAddress.ofLiteral("192.168.1.1"));

    private static DefaultRoute route(String... lines) {
        return DefaultRoute.parse(List.of(lines), ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Network> networks(String... addresses) {
        return Stream.of(addresses).map(it -> new Network(InetAddress.ofLiteral(it), 24)).toList();
    }

    @Test
    void theRouterIsThatOfTheLowestMetric() {
        assertEquals(
                HOME,
                route(
                        "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
                        "wlan0\t00000000\tFE02A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0",
                        "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
                        "eth1\t00000000\t0103A8C0\t0002\t0\t0\t1\t00000000\t0\t0\t0",
                        "nonsense",
                        "eth0\tzz\tzz\tzz\t0\t0\tzz\tzz\t0\t0\t0"));
        assertEquals(
                HOME,
                DefaultRoute.parse(
                        List.of("eth0 00000000 C0A80101 0003 0 0 0 00000000 0 0 0"),
                        ByteOrder.BIG_ENDIAN));
    }

    @Test
    void whoGoesOutByATunnelHasNoRouter() {
        String home = "eth0 00000000 0101A8C0 0003 0 0 100 00000000 0 0 0";
        assertEquals(new DefaultRoute.None(), route());
        assertEquals(
                new DefaultRoute.None(),
                route(home, "tun0 00000000 00000000 0001 0 0 50 00000000 0 0 0"));
        assertEquals(
                new DefaultRoute.None(),
                route(home, "tun0 00000000 0100080A 0003 0 0 0 00000080 0 0 0"));
    }

    @Test
    void aRouterIsAskedFromTheNetworkThatItIsIn() {
        Network own = networks("192.168.1.20").getFirst();
        assertEquals(
                Optional.of(new Place(own, Optional.of(HOME.router()))),
                Place.of(networks("172.17.0.1", "192.168.1.20", "fd00::5"), HOME));
        assertEquals(Optional.empty(), Place.of(networks("172.17.0.1"), HOME));
        assertEquals(Optional.empty(), Place.of(networks("fd00::5"), HOME));
        assertEquals(Optional.empty(), Place.of(List.of(own), new DefaultRoute.None()));
    }

    @Test
    void whoHasAPublicAddressAsksNobody() {
        assertEquals(Optional.empty(), Place.of(networks("192.168.1.20", "198.51.100.7"), HOME));
    }

    @Test
    void onlyTheRouterIsListenedTo() {
        Place known = Place.of(networks("192.168.1.20"), HOME).orElseThrow();
        assertEquals(
                List.of("192.168.1.1"), heard(known, "192.168.1.1", "192.168.1.2", "10.0.0.1"));
        Place unknown =
                Place.of(networks("192.168.1.20"), new DefaultRoute.Unknown()).orElseThrow();
        assertEquals(
                List.of("192.168.1.1", "192.168.1.2"),
                heard(unknown, "192.168.1.1", "192.168.1.2", "192.168.1.20", "10.0.0.1"));
    }

    private static List<String> heard(Place place, String... sources) {
        return Stream.of(sources)
                .filter(source -> place.isRouter(InetAddress.ofLiteral(source)))
                .toList();
    }
}
