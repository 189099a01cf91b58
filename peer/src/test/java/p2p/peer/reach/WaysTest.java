package p2p.peer.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;

class WaysTest {

    private static final Fingerprint PEER = new Fingerprint("0f".repeat(32));

    /** In an office whose router is seen at 198.51.100.7. */
    private final Standpoint office = at("198.51.100.7", "192.168.1.20/24", "2001:db8:1::20/64");

    private static Standpoint at(String seen, String... networks) {
        return new Standpoint(
                Stream.of(networks).map(WaysTest::network).toList(),
                7979,
                Optional.of(InetAddress.ofLiteral(seen)));
    }

    private static Network network(String written) {
        String[] parts = written.split("/");
        return new Network(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }

    private static HostPort address(String host) {
        return new HostPort(host, 7979);
    }

    private static Whereabouts seeder(boolean isChecked, String contact, String... told) {
        return seeder(Encryption.ON, isChecked, contact, told);
    }

    private static Whereabouts seeder(
            Encryption encryption, boolean isChecked, String contact, String... told) {
        return new Whereabouts(
                new PeerContact(address(contact), PEER, encryption),
                isChecked,
                Stream.of(told).map(WaysTest::address).toList());
    }

    private static void assertWays(Whereabouts seeder, Standpoint own, String... expected) {
        assertEquals(Stream.of(expected).map(WaysTest::address).toList(), Ways.to(seeder, own));
    }

    @Test
    void whatIsNearIsTriedFirst() {
        Whereabouts colleague =
                seeder(true, "198.51.100.7", "2001:db8:9::1", "10.8.0.4", "192.168.1.33");
        assertWays(colleague, office, "192.168.1.33", "10.8.0.4", "198.51.100.7", "2001:db8:9::1");
        assertTrue(Ways.areNear(colleague, office));
    }

    @Test
    void whatTheTrackerCannotReachIsNotTriedAsThat() {
        assertWays(seeder(false, "198.51.100.7", "192.168.1.33"), office, "192.168.1.33");
        assertWays(seeder(false, "198.51.100.7"), office);
    }

    @Test
    void aPrivateAddressOfAnotherHouseIsNotKnockedAt() {
        Whereabouts stranger =
                seeder(false, "203.0.113.5", "10.0.0.1", "172.20.0.1", "100.64.3.3", "fd00::7");
        assertWays(stranger, office);
        assertFalse(Ways.areNear(stranger, office));
        assertWays(seeder(true, "203.0.113.5", "10.0.0.1"), office, "203.0.113.5");
    }

    @Test
    void anAddressOfAnOwnNetworkIsTriedFromWhereverItIsTold() {
        Standpoint inTunnel = at("198.51.100.7", "192.168.1.20/24", "10.8.0.9/24");
        assertWays(seeder(false, "203.0.113.5", "10.8.0.4", "10.9.0.4"), inTunnel, "10.8.0.4");
    }

    @Test
    void ofOneHouseAreThoseWithOnePublicAddressOrOneNetworkOfIpv6() {
        Standpoint atHome = at("2001:db8:5::1", "10.1.1.2/24");
        assertWays(seeder(false, "2001:db8:5::2", "10.2.2.2"), atHome, "10.2.2.2");
        assertWays(seeder(false, "2001:db8:6::2", "10.2.2.2"), atHome);
    }

    @Test
    void whereTheTrackerIsInsideAllPrivateAddressesAreInside() {
        Standpoint inside = at("10.1.1.2", "10.1.1.2/24");
        assertWays(seeder(true, "127.0.0.1", "10.2.2.2"), inside, "10.2.2.2");
        assertWays(
                seeder(false, "10.2.2.2", "10.2.2.2", "10.3.3.3"), inside, "10.2.2.2", "10.3.3.3");
    }

    @Test
    void aStrangerOutsideIsNotInsideForThat() {
        Standpoint inside = at("10.1.1.2", "10.1.1.2/24");
        assertWays(seeder(false, "203.0.113.5", "10.2.2.2", "192.168.0.1"), inside);
    }

    @Test
    void theLoopbackAddressIsForThisMachineAlone() {
        Standpoint here = at("127.0.0.1", "192.168.1.20/24");
        assertWays(seeder(true, "127.0.0.1", "192.168.1.20"), here, "127.0.0.1");
        assertWays(seeder(false, "203.0.113.5", "127.0.0.1", "127.3.3.3"), here);
        assertWays(seeder(true, "127.0.0.1"), Standpoint.UNKNOWN, "127.0.0.1");
        // Without another way there is nothing better to try.
        assertWays(seeder(true, "127.0.0.1"), office, "127.0.0.1");
    }

    @Test
    void nobodyIsLookedForAtTheOwnAddress() {
        assertWays(seeder(false, "198.51.100.7", "192.168.1.20"), office);
        Whereabouts besides =
                new Whereabouts(
                        new PeerContact(address("198.51.100.7"), PEER, Encryption.ON),
                        false,
                        List.of(new HostPort("192.168.1.20", 7980)));
        assertEquals(List.of(new HostPort("192.168.1.20", 7980)), Ways.to(besides, office));
    }

    @Test
    void withoutEncryptionOnlyWhatIsCheckedIsTried() {
        assertWays(
                seeder(Encryption.OFF, true, "198.51.100.7", "192.168.1.33"),
                office,
                "198.51.100.7");
        assertWays(seeder(Encryption.OFF, false, "198.51.100.7", "192.168.1.33"), office);
    }

    @Test
    void noStrangersWordHasManyDoorsKnockedAt() {
        String[] far =
                IntStream.range(1, 20).mapToObj("203.0.113.%d"::formatted).toArray(String[]::new);
        assertWays(seeder(false, "198.51.100.9", far), office, "203.0.113.1", "203.0.113.2");
        String[] near =
                IntStream.range(30, 50).mapToObj("192.168.1.%d"::formatted).toArray(String[]::new);
        assertEquals(8, Ways.to(seeder(false, "198.51.100.9", near), office).size());
    }

    @Test
    void whatIsNoAddressOfAnybodysIsNotTried() {
        assertWays(
                seeder(
                        false,
                        "198.51.100.7",
                        "0.0.0.0",
                        "224.0.0.1",
                        "fe80::1",
                        "169.254.1.1",
                        "localhost"),
                office);
        assertWays(seeder(true, "localhost"), office, "localhost");
    }

    @Test
    void networksAreComparedBitByBit() {
        assertTrue(network("10.1.2.3/20").contains(InetAddress.ofLiteral("10.1.15.255")));
        assertFalse(network("10.1.2.3/20").contains(InetAddress.ofLiteral("10.1.16.0")));
        assertFalse(network("10.1.2.3/0").contains(InetAddress.ofLiteral("192.0.2.1")));
        assertTrue(network("10.1.2.3/64").contains(InetAddress.ofLiteral("10.1.2.3")));
        assertFalse(network("10.1.2.3/64").contains(InetAddress.ofLiteral("10.1.2.4")));
        assertFalse(network("10.1.2.3/0").contains(InetAddress.ofLiteral("2001:db8::1")));
    }
}
