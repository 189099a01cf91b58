package p2p.tracker.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import p2p.protocol.HostPort;

class ToldAddressesTest {

    private static final HostPort CONTACT = HostPort.parse("198.51.100.7:7979");

    private static List<HostPort> addresses(String... written) {
        return Stream.of(written).map(HostPort::parse).toList();
    }

    @Test
    void whatMeansNothingToOthersIsLeftOut() {
        assertEquals(
                addresses("192.168.1.33:7979", "[2001:db8:0:0:0:0:0:1]:7979"),
                ToldAddresses.passedOn(
                        addresses(
                                "192.168.1.33:7979",
                                "127.0.0.1:7979",
                                "0.0.0.0:7979",
                                "0.1.2.3:7979",
                                "255.255.255.255:7979",
                                "224.0.0.1:7979",
                                "169.254.169.254:7979",
                                "[fe80::1]:7979",
                                "[::1]:7979",
                                "[2001:db8::1]:7979",
                                "[2001:db8:0::1]:7979",
                                "198.51.100.7:7979"),
                        CONTACT));
    }

    @Test
    void onlyThePortAtWhichThePeerListensIsToldOf() {
        assertEquals(
                addresses("192.168.1.33:7979"),
                ToldAddresses.passedOn(
                        addresses("192.168.1.1:80", "192.168.1.33:7979", "192.168.1.33:7980"),
                        CONTACT));
        assertEquals(
                List.of(),
                ToldAddresses.passedOn(
                        addresses("192.168.1.1:443"), HostPort.parse("198.51.100.7:443")));
    }

    @Test
    void thereAreEightAtMost() {
        List<HostPort> many =
                IntStream.range(1, 30).mapToObj(i -> new HostPort("10.0.0." + i, 7979)).toList();
        assertEquals(many.subList(0, 8), ToldAddresses.passedOn(many, CONTACT));
    }

    @Test
    void aRouterIsWhereThePeerComesFrom() {
        assertEquals(
                Optional.of(HostPort.parse("198.51.100.7:40000")),
                ToldAddresses.mapped(
                        addresses(
                                "192.168.1.33:7979",
                                "203.0.113.9:40000",
                                "198.51.100.7:22",
                                "198.51.100.7:40000"),
                        "198.51.100.7"));
        assertEquals(
                Optional.of(HostPort.parse("[2001:db8::7]:7979")),
                ToldAddresses.mapped(addresses("[2001:db8:0:0::7]:7979"), "2001:db8::7"));
        assertEquals(
                Optional.empty(),
                ToldAddresses.mapped(
                        addresses("198.51.100.7:1023", "198.51.100.8:7979"), "198.51.100.7"));
    }
}
