package p2p.tracker.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.protocol.HostPort;

/** Two households may have equal private addresses; nobody else has an equal address. */
class AdvertisedAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.168.1.5:7979, 198.51.100.7, 192.168.1.5%198.51.100.7:7979",
        "192.168.1.5:7979, 2001:db8::7, [192.168.1.5%2001:db8::7]:7979",
        "[fd00::5]:7979, 2001:db8::7, [fd00::5%2001:db8::7]:7979",
        "192.168.1.5:7979, 192.168.1.5, 192.168.1.5:7979",
        "192.168.1.5:7979, 10.0.0.1, 192.168.1.5:7979",
        "127.0.0.1:7979, 127.0.0.1, 127.0.0.1:7979",
        "203.0.113.5:7979, 198.51.100.7, 203.0.113.5:7979",
        "Peer.Example.org:7979, 198.51.100.7, peer.example.org:7979",
    })
    void aPrivateAddressIsKeptWithWhereItsNetworkIsSeen(String named, String source, String kept) {
        HostPort address = HostPort.parse(named);
        assertEquals(kept, AdvertisedAddress.text(address, source));
        assertEquals(
                named.toLowerCase(java.util.Locale.ROOT), AdvertisedAddress.read(kept).toString());
    }
}
