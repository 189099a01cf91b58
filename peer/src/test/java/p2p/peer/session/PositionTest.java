package p2p.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import p2p.peer.mapping.Granted;
import p2p.peer.reach.Network;
import p2p.peer.reach.Standpoint;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.session.PeerMessage;

class PositionTest {

    private final List<Standpoint> stands = new ArrayList<>();
    private final List<Standpoint> moved = new ArrayList<>();
    private final List<PeerMessage> told = new ArrayList<>();
    private List<Network> networks = networks("192.168.1.20");

    private static List<Network> networks(String... addresses) {
        return Stream.of(addresses).map(it -> new Network(InetAddress.ofLiteral(it), 24)).toList();
    }

    private Position at(String listen) {
        return at(listen, Encryption.ON);
    }

    private Position at(String listen, Encryption encryption) {
        return new Position(
                HostPort.parse(listen),
                encryption,
                () -> networks,
                stands::add,
                moved::add,
                told::add);
    }

    private static PeerMessage addresses(String... addresses) {
        return new PeerMessage.Addresses(Stream.of(addresses).map(HostPort::parse).toList());
    }

    @Test
    void theTrackerIsToldOnceItAsksAndWheneverTheyChange() {
        Position position = at("0.0.0.0:7979");
        position.look();
        position.look();
        assertEquals(List.of(), told);
        assertEquals(List.of(new Standpoint(networks, 7979, Optional.empty())), moved);

        position.seenAt("198.51.100.7");
        assertEquals(List.of(addresses("192.168.1.20:7979")), told);
        networks = networks("10.0.0.5", "2001:db8::5");
        position.look();
        position.look();
        assertEquals(addresses("10.0.0.5:7979", "[2001:db8:0:0:0:0:0:5]:7979"), told.getLast());
        assertEquals(2, told.size());
        assertEquals(
                new Standpoint(networks, 7979, Optional.of(InetAddress.ofLiteral("198.51.100.7"))),
                moved.getLast());
        assertEquals(3, stands.size());
        assertEquals(2, moved.size());
    }

    @Test
    void theTrackerIsToldWhereARouterLetsOthersIn() {
        Position position = at("0.0.0.0:7979");
        position.look();
        var granted =
                new Granted(
                        "PCP",
                        InetAddress.ofLiteral("192.168.1.1"),
                        Optional.empty(),
                        40_000,
                        Duration.ofHours(1));
        position.mappedAt(Optional.of(granted));
        assertEquals(List.of(), told);
        position.seenAt("198.51.100.7");
        assertEquals(List.of(addresses("198.51.100.7:40000", "192.168.1.20:7979")), told);
        position.mappedAt(Optional.empty());
        assertEquals(addresses("192.168.1.20:7979"), told.getLast());
    }

    @Test
    void aTrackerOfBeforeIsToldNothing() {
        Position position = at("0.0.0.0:7979");
        position.seenAt(null);
        networks = networks("10.0.0.5");
        position.look();
        assertEquals(List.of(), told);
    }

    @Test
    void whileThereIsNoAddressNothingHasMoved() {
        Position position = at("0.0.0.0:7979");
        position.look();
        networks = List.of();
        position.look();
        assertEquals(1, moved.size());
        networks = networks("192.168.1.20");
        position.look();
        assertEquals(1, moved.size());
    }

    @Test
    void whoListensAtOneAddressHasNoOther() {
        at("192.168.1.20:7979").seenAt("198.51.100.7");
        at("peer.example.org:7979").seenAt("198.51.100.7");
        assertEquals(List.of(addresses("192.168.1.20:7979"), addresses()), told);
    }

    @Test
    void whoDoesNotEncryptTellsNothing() {
        Position position = at("0.0.0.0:7979", Encryption.OFF);
        position.seenAt("198.51.100.7");
        assertEquals(List.of(addresses()), told);
        assertFalse(position.isTold());
        Position encrypted = at("0.0.0.0:7979");
        assertFalse(encrypted.isTold());
        encrypted.seenAt("198.51.100.7");
        assertTrue(encrypted.isTold());
    }
}
