package p2p.peer.seed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import p2p.peer.connection.Room;

class PlacesTest {

    private static Optional<Places.Place> enter(Places places, String from) {
        return places.enter(InetAddress.ofLiteral(from));
    }

    private static Places.Place greeted(Places places, String from, String person) {
        Places.Place place = enter(places, from).orElseThrow();
        assertTrue(place.greeted(person, false));
        return place;
    }

    @Test
    void addressesThatOneIsGivenTogetherCountAsOne() {
        Places places = new Places(new Room(9, 9, 9, 9, 1));
        assertTrue(enter(places, "2001:db8:0:1::1").isPresent());
        assertFalse(enter(places, "2001:db8:0:1:ffff:ffff:ffff:fffe").isPresent());
        assertTrue(enter(places, "2001:db8:0:2::1").isPresent());
        assertTrue(enter(places, "192.0.2.1").isPresent());
        assertFalse(enter(places, "::ffff:192.0.2.1").isPresent());
        assertTrue(enter(places, "192.0.2.2").isPresent());
    }

    @Test
    void whoHasGreetedMakesRoomForTheNext() {
        Places places = new Places(new Room(2, 2, 2, 1, 1));
        Places.Place first = enter(places, "192.0.2.1").orElseThrow();
        assertFalse(enter(places, "192.0.2.2").isPresent());
        assertTrue(first.greeted("ann", false));
        greeted(places, "192.0.2.2", "bob");
        assertFalse(enter(places, "192.0.2.3").isPresent());
        first.leave();
        assertTrue(enter(places, "192.0.2.3").isPresent());
    }

    @Test
    void anAddressHasItsShareAfterTheGreetingToo() {
        Places places = new Places(new Room(9, 1, 9, 9, 9));
        Places.Place early = enter(places, "192.0.2.1").orElseThrow();
        Places.Place late = enter(places, "192.0.2.1").orElseThrow();
        assertTrue(early.greeted("ann", false));
        assertFalse(late.greeted("bob", false));
        assertFalse(enter(places, "192.0.2.1").isPresent());
        late.leave();
        early.leave();
        greeted(places, "192.0.2.1", "bob");
    }

    @Test
    void aPersonHasHisShareWhereverHeComesFrom() {
        Places places = new Places(new Room(9, 9, 1, 2, 2));
        Places.Place first = greeted(places, "192.0.2.1", "ann");
        Places.Place second = enter(places, "192.0.2.2").orElseThrow();
        assertFalse(second.greeted("ann", false));
        assertTrue(second.greeted("bob", false));
        Places.Place third = enter(places, "192.0.2.3").orElseThrow();
        assertFalse(third.greeted("ann", false));
        first.leave();
        assertTrue(third.greeted("ann", false));
    }

    @Test
    void furtherConnectionsLeaveHalfOfAllToOthers() {
        Places places = new Places(new Room(99, 99, 4, 9, 9));
        assertTrue(enter(places, "192.0.2.1").orElseThrow().greeted("ann", false));
        assertTrue(enter(places, "192.0.2.1").orElseThrow().greeted("ann", true));
        Places.Place third = enter(places, "192.0.2.1").orElseThrow();
        assertFalse(third.greeted("ann", true));
        assertTrue(third.greeted("ann", false));

        Places crowded = new Places(new Room(99, 4, 99, 9, 9));
        assertTrue(enter(crowded, "192.0.2.1").orElseThrow().greeted("ann", false));
        assertTrue(enter(crowded, "192.0.2.1").orElseThrow().greeted("ann", true));
        assertFalse(enter(crowded, "192.0.2.1").orElseThrow().greeted("ann", true));
        assertTrue(enter(crowded, "192.0.2.1").orElseThrow().greeted("bob", false));
        assertTrue(enter(crowded, "192.0.2.2").orElseThrow().greeted("ann", true));

        Places full = new Places(new Room(2, 9, 9, 9, 9));
        assertTrue(enter(full, "192.0.2.1").orElseThrow().greeted("ann", false));
        assertFalse(enter(full, "192.0.2.1").orElseThrow().greeted("ann", true));
        assertTrue(enter(full, "192.0.2.1").orElseThrow().greeted("bob", false));
    }
}
