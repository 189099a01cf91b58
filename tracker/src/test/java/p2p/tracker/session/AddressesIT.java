package p2p.tracker.session;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.session.Messages;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.RunningTracker;

/** What others hear of the addresses that a peer says are its own. */
@ExtendWith(RunningTracker.class)
class AddressesIT {

    private AnnAndBob two;

    @BeforeEach
    void meet() throws Exception {
        two = new AnnAndBob(RestAssured.baseURI);
    }

    @AfterEach
    void part() throws Exception {
        two.close();
    }

    private HostPort at(String host) {
        return new HostPort(host, two.port());
    }

    private PeerMessage.Addresses addresses(String... hosts) {
        return new PeerMessage.Addresses(Stream.of(hosts).map(this::at).toList());
    }

    /** Ann's, whom the tracker cannot reach, as nobody speaks TLS there. */
    private AttachedPeer outOfReach() throws Exception {
        AttachedPeer peer = two.connect(two.ann);
        peer.say(
                new PeerMessage.Hello(
                        Messages.VERSION,
                        "test",
                        at("127.0.0.1"),
                        AttachedPeer.fingerprint("a"),
                        Encryption.ON));
        assertEquals("127.0.0.1", peer.expect(TrackerMessage.Welcome.class).seen());
        assertFalse(peer.expect(TrackerMessage.Reachability.class).reachable());
        return peer;
    }

    /** Bob's, which knows of addresses. */
    private AttachedPeer bob() throws Exception {
        AttachedPeer peer = two.attach(two.bob, "b");
        peer.say(addresses());
        return peer;
    }

    /** What the peer has said so far. */
    private void isDealtWith(AttachedPeer peer) throws Exception {
        peer.say(new PeerMessage.Want(two.file));
        peer.expect(TrackerMessage.Seeders.class);
        peer.say(new PeerMessage.Unwant(two.file));
    }

    private List<HostPort> toldOf(AttachedPeer peer) throws Exception {
        peer.say(new PeerMessage.Want(two.file));
        assertEquals(List.of(), peer.expect(TrackerMessage.Seeders.class).seeders());
        List<Seeder> unchecked = peer.expect(TrackerMessage.UncheckedSeeders.class).seeders();
        return unchecked.isEmpty()
                ? List.of()
                : Objects.requireNonNull(unchecked.getFirst().told());
    }

    private List<HostPort> hears(AttachedPeer peer) throws Exception {
        return Objects.requireNonNull(
                peer.expect(TrackerMessage.UncheckedJoined.class).seeder().told());
    }

    private void isListedWith(int seeders) {
        two.ann
                .asks()
                .get("/api/v1/groups/{g}/files", two.group)
                .then()
                .body("items.find { it.file == 'x' }.seeders", equalTo(seeders));
    }

    @Test
    void whomTheTrackerCannotReachOthersMayTryWhereItSaysThatItIs() throws Exception {
        try (var a = outOfReach();
                var b = bob()) {
            a.say(addresses("192.168.1.5", "127.0.0.1", "2001:db8::5"));
            a.say(AnnAndBob.serve(two.file));
            isDealtWith(a);
            List<HostPort> told = List.of(at("192.168.1.5"), at("2001:db8:0:0:0:0:0:5"));
            assertEquals(told, toldOf(b));
            isListedWith(1);
            Map<String, Object> granted =
                    two.bob
                            .asks()
                            .body(Map.of("file", "x"))
                            .post("/api/v1/groups/{g}/downloads", two.group)
                            .then()
                            .statusCode(200)
                            .body("seeders", equalTo(List.of()))
                            .extract()
                            .path("unchecked[0]");
            assertEquals(told.stream().map(HostPort::toString).toList(), granted.get("told"));

            a.say(addresses("10.1.1.1"));
            assertEquals(List.of(at("10.1.1.1")), hears(b));
            a.say(addresses());
            assertEquals(List.of(), hears(b));
            isListedWith(0);
            a.say(addresses("10.2.2.2"));
            assertEquals(List.of(at("10.2.2.2")), hears(b));
            two.ann.asks().delete("/api/v1/sessions/current").then().statusCode(204);
            b.expect(TrackerMessage.SeederLeft.class);
        }
    }

    @Test
    void whoServesLaterIsHeardOfWithItsAddresses() throws Exception {
        try (var a = outOfReach();
                var b = bob()) {
            assertEquals(List.of(), toldOf(b));
            a.say(addresses("192.168.1.5"));
            a.say(AnnAndBob.serve(two.file));
            assertEquals(List.of(at("192.168.1.5")), hears(b));
        }
    }

    @Test
    void whoCanBeReachedIsNamedWithAllAddressesAndTheCheckedOneFirst() throws Exception {
        try (var a = two.attach(two.ann, "a");
                var b = bob()) {
            a.say(addresses("192.168.1.5"));
            a.say(AnnAndBob.serve(two.file));
            isDealtWith(a);
            b.say(new PeerMessage.Want(two.file));
            Seeder seeder = b.expect(TrackerMessage.Seeders.class).seeders().getFirst();
            assertEquals(at("127.0.0.1"), seeder.contact().address());
            assertEquals(List.of(at("192.168.1.5")), seeder.told());
            a.say(addresses("192.168.7.7"));
            assertEquals(
                    List.of(at("192.168.7.7")),
                    b.expect(TrackerMessage.SeederJoined.class).seeder().told());
        }
    }

    @Test
    void aPeerOfBeforeIsNamedAsBefore() throws Exception {
        try (var a = two.attach(two.ann, "a");
                var b = two.attach(two.bob, "b")) {
            a.say(AnnAndBob.serve(two.file));
            isDealtWith(a);
            b.say(new PeerMessage.Want(two.file));
            assertNull(b.expect(TrackerMessage.Seeders.class).seeders().getFirst().told());
            b.expect(TrackerMessage.NewTicket.class);
            assertFalse(b.heard(TrackerMessage.UncheckedSeeders.class).isPresent());
        }
    }

    @Test
    void whoDoesNotEncryptIsTriedOnlyWhereTheTrackerHasReachedIt() throws Exception {
        try (var a = two.connect(two.ann);
                var b = bob()) {
            a.say(AttachedPeer.hello(1, "a"));
            assertFalse(a.expect(TrackerMessage.Reachability.class).reachable());
            a.say(new PeerMessage.Addresses(List.of(new HostPort("192.168.1.5", 1))));
            a.say(AnnAndBob.serve(two.file));
            isDealtWith(a);
            assertEquals(List.of(), toldOf(b));
            isListedWith(0);
        }
    }

    @Test
    void theAddressesAreKeptForTheOneWhoComesBackAndThenSaidAnew() throws Exception {
        try (var b = bob()) {
            try (var a = outOfReach()) {
                a.say(addresses("192.168.1.5"));
                a.say(AnnAndBob.serve(two.file));
                isDealtWith(a);
            }
            try (var again = outOfReach()) {
                assertEquals(List.of(at("192.168.1.5")), toldOf(b));
                again.say(addresses("192.168.1.6"));
                assertEquals(List.of(at("192.168.1.6")), hears(b));
            }
        }
    }

    @Test
    void whoSaysOtherAddressesAllTheTimeIsNotListenedTo() throws Exception {
        try (var a = outOfReach();
                var b = bob()) {
            a.say(AnnAndBob.serve(two.file));
            isDealtWith(a);
            assertEquals(List.of(), toldOf(b));
            for (int i = 1; i <= 30; i++) {
                a.say(addresses("10.0.0." + i));
            }
            a.say(new PeerMessage.Unserve(List.of(two.file), null));
            b.expect(TrackerMessage.SeederLeft.class);
            isListedWith(0);
            a.say(AnnAndBob.serve(two.file));
            String last = hears(b).getFirst().host();
            int heard = Integer.parseInt(last.substring(last.lastIndexOf('.') + 1));
            assertEquals(10, heard, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"addresses\"}",
                "{\"type\": \"addresses\", \"addresses\": [null]}",
                "{\"type\": \"addresses\", \"addresses\": [\"host.example.org:7979\"]}",
                "{\"type\": \"addresses\", \"addresses\": [\"192.0.2.1:0\"]}",
                "{\"type\": \"addresses\", \"addresses\": [\"[fe80::1%eth0]:7979\"]}",
                "{\"type\": \"addresses\", \"addresses\": [\"192.0.2.1\"]}",
            })
    void whatIsNoAddressEndsTheConnection(String message) throws Exception {
        try (var b = two.attach(two.bob, "b")) {
            b.sayText(message);
            assertEquals(
                    TrackerMessage.Ended.BAD_MESSAGE, b.expect(TrackerMessage.Ended.class).code());
        }
    }

    @Test
    void nobodyHasSixtyFiveAddresses() throws Exception {
        String[] many =
                IntStream.rangeClosed(1, 65)
                        .mapToObj("10.0.0.%d"::formatted)
                        .toArray(String[]::new);
        try (var b = two.attach(two.bob, "b")) {
            b.say(addresses(many));
            assertEquals(
                    TrackerMessage.Ended.BAD_MESSAGE, b.expect(TrackerMessage.Ended.class).code());
        }
    }
}
