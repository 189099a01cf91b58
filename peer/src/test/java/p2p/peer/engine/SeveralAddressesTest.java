package p2p.peer.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.connection.ConnectionSettings;
import p2p.peer.reach.Interfaces;
import p2p.peer.reach.Network;
import p2p.peer.reach.Standpoint;
import p2p.peer.reach.Whereabouts;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.PeerContact;

/** A seeder that is at one of the addresses that it has told. */
class SeveralAddressesTest {

    private static final int MIB = 1 << 20;

    @TempDir Path folder;
    private final Tickets tickets = new Tickets(Clock.systemUTC());
    private final List<Network> networks = Interfaces.now();
    private final Standpoint here = new Standpoint(networks, 1, Optional.empty());
    private Sample sample;
    private TestPeer seeder;
    private TestPeer stranger;
    private TestPeer downloader;
    private ServerSocket silent;

    @BeforeEach
    void start() throws IOException {
        assumeFalse(networks.isEmpty(), "this machine has no address but the loopback ones");
        sample = Sample.of(folder.resolve("sent"), 4 * MIB, 1);
        seeder = everywhere(1);
        stranger = everywhere(2);
        downloader = everywhere(3);
        silent = new ServerSocket(0);
        seeder.serve(sample);
    }

    @AfterEach
    void stop() throws IOException {
        if (silent != null) {
            silent.close();
            downloader.close();
            stranger.close();
            seeder.close();
        }
    }

    private TestPeer everywhere(long seed) {
        return new TestPeer(
                ConnectionSettings.of(new HostPort("0.0.0.0", 0), Encryption.ON), tickets, seed);
    }

    private HostPort at(int port) {
        return new HostPort(networks.getFirst().address().getHostAddress(), port);
    }

    private HostPort at(TestPeer peer) {
        return at(peer.contact.address().port());
    }

    private Whereabouts told(HostPort... addresses) {
        PeerContact contact =
                new PeerContact(
                        new HostPort("127.0.0.1", 1), seeder.engine.fingerprint(), Encryption.ON);
        return new Whereabouts(contact, false, List.of(addresses));
    }

    private TestPeer.Watched download() {
        return downloader.download(sample, folder.resolve("got"));
    }

    private void assertCompletes(TestPeer.Watched download) throws IOException {
        await().atMost(60, SECONDS).until(() -> download.completed != null);
        assertEquals(-1, Files.mismatch(folder.resolve("sent"), folder.resolve("got")));
        assertEquals(List.of(), download.banned);
    }

    @Test
    void theOneWhoProvesToBeItIsAskedWhoeverElseAnswers() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        downloader.engine.standsAt(here);
        TestPeer.Watched download = download();
        download.download()
                .addSeeder(told(at(closed), at(silent.getLocalPort()), at(stranger), at(seeder)));
        assertCompletes(download);
        assertEquals(List.of(), download.lost);
    }

    @Test
    void whereNobodyIsItSaysWhereItWasTried() throws IOException {
        downloader.engine.standsAt(here);
        silent.close();
        TestPeer.Watched download = download();
        download.download().addSeeder(told(at(silent.getLocalPort()), at(stranger)));
        String reason =
                "A peer cannot be reached at %s, %s."
                        .formatted(at(silent.getLocalPort()), at(stranger));
        await().atMost(30, SECONDS).until(() -> download.lost.contains(reason));
        // Once somebody else has answered, that address is left alone.
        String only = "A peer cannot be reached at %s.".formatted(at(silent.getLocalPort()));
        await().atMost(30, SECONDS).until(() -> download.lost.contains(only));
    }

    @Test
    void aConnectionEndsWithTheAddressThatItHangsOn() throws IOException {
        downloader.engine.standsAt(here);
        downloader.engine.limits(0, MIB);
        TestPeer.Watched download = download();
        download.download().addSeeder(told(at(seeder)));
        await().atMost(30, SECONDS).until(() -> download.download().progress().peers() == 1);
        Network other = new Network(InetAddress.ofLiteral("192.0.2.1"), 32);
        downloader.engine.standsAt(new Standpoint(List.of(other), 1, Optional.empty()));
        await().atMost(30, SECONDS)
                .until(() -> download.lost.contains("This machine has another address now."));
        assertFalse(download.download().isOver());
        downloader.engine.standsAt(here);
        downloader.engine.limits(0, 0);
        assertCompletes(download);
    }

    @Test
    void whoIsSomewhereElseNowIsLookedForThere() throws IOException {
        downloader.engine.standsAt(here);
        downloader.engine.limits(0, MIB);
        TestPeer.Watched download = download();
        download.download().addSeeder(seeder.contact);
        await().atMost(30, SECONDS).until(() -> download.download().progress().peers() == 1);
        download.download().addSeeder(told(at(seeder)));
        downloader.engine.limits(0, 0);
        assertCompletes(download);
    }
}
