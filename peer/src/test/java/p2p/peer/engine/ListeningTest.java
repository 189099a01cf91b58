package p2p.peer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import p2p.peer.connection.Congestion;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.connection.ListenAt;
import p2p.protocol.peer.Encryption;
import p2p.testkit.Ports;

/** Where a peer listens of whom nobody has said where. */
class ListeningTest {

    private final Tickets tickets = new Tickets(Clock.systemUTC());

    private TestPeer at(int port) {
        return new TestPeer(
                ConnectionSettings.of(ListenAt.anywhere(port), Encryption.ON, Congestion.DEFAULT),
                tickets,
                port);
    }

    @Test
    void whereAPortIsTakenOneNextToItWillDo() {
        int port = Ports.take();
        try (TestPeer first = at(port);
                TestPeer second = at(port);
                TestPeer third = at(port)) {
            assertEquals(port, first.contact.address().port());
            int next = second.contact.address().port();
            assertTrue(next > port && next <= port + 16, next + " is not next to " + port);
            int afterwards = third.contact.address().port();
            assertTrue(afterwards > next && afterwards <= port + 16, afterwards + " after " + next);
        }
    }

    @Test
    void itListensAtTheAddressesOfBothProtocols() throws IOException {
        try (TestPeer peer = at(Ports.take())) {
            int port = peer.contact.address().port();
            new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close();
            assumeTrue(InetAddress.ofLiteral("::1").isReachable(1000), "this machine has no IPv6");
            new Socket(InetAddress.ofLiteral("::1"), port).close();
        }
    }
}
