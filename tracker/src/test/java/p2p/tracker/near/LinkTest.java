package p2p.tracker.near;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.IpAddress;

class LinkTest {

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @Test
    void anAnswerNeverLeavesTheLink() throws Exception {
        var subnets =
                List.of(
                        new Subnet(address("192.168.1.5"), 24),
                        new Subnet(address("10.1.2.3"), 12),
                        new Subnet(address("fd00::5"), 64),
                        new Subnet(address("198.51.100.1"), 0));
        var link = new Link(NetworkInterface.getByName("lo"), subnets, List.of());
        for (String near :
                List.of("192.168.1.77", "10.15.255.1", "fd00::77", "169.254.3.4", "fe80::1")) {
            assertTrue(link.holds(address(near)), near);
        }
        for (String far :
                List.of("192.168.2.77", "10.16.0.1", "fd00:0:0:1::77", "8.8.8.8", "::1")) {
            assertFalse(link.holds(address(far)), far);
        }
    }

    @Test
    void aLinkIsOneByWhichTheTrackerIsReached() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByName("lo");
        Link all = Link.of(loopback, address("0.0.0.0")).orElseThrow();
        assertEquals(new IpAddress(address("127.0.0.1").getAddress()), all.reached().getFirst());
        assertEquals(Optional.of(all), Link.of(loopback, address("::")));
        assertEquals(1, Link.of(loopback, address("127.0.0.1")).orElseThrow().reached().size());
        assertEquals(Optional.empty(), Link.of(loopback, address("192.0.2.200")));
        // Nobody else is on that one.
        assertTrue(
                Link.of(address("0.0.0.0")).stream()
                        .noneMatch(link -> link.device().equals(loopback)));
    }

    @Test
    void aTrackerIsCalledAsItsMachineIs() {
        var address = List.of(new IpAddress(address("192.168.1.5").getAddress()));
        assertEquals(
                new Beacon(
                        "office", "office-p2p-7001.local", 7001, false, Optional.empty(), address),
                new Naming("office.lan", 1, "192.168.1.5")
                        .beacon(7001, false, Optional.empty(), address));
        assertEquals(
                new Beacon(
                        "office (2)",
                        "office-p2p-7443.local",
                        7443,
                        true,
                        Optional.empty(),
                        address),
                new Naming("off_ice", 2, "192.168.1.5")
                        .beacon(7443, true, Optional.empty(), address));
        assertEquals(
                new Beacon("tracker", "t.example.org", 7443, true, Optional.empty(), List.of()),
                new Naming("", 1, "t.example.org").beacon(7443, true, Optional.empty(), address));
        assertEquals(
                40,
                new Naming("x".repeat(64), 1, "t")
                        .beacon(1, false, Optional.empty(), address)
                        .name()
                        .length());
    }
}
