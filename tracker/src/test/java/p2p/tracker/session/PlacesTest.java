package p2p.tracker.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import p2p.protocol.Role;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Place;

class PlacesTest {

    private static final Optional<Place> OUT = Optional.empty();

    private final Places<String> places = new Places<>();

    @Test
    void whoDecidesIsAskedAmongTheMembers() {
        attach("ann", Map.of(1L, Role.OWNER, 2L, Role.READER));
        attach("bob", Map.of(1L, Role.MODERATOR));
        attach("cem", Map.of(1L, Role.MEMBER));
        assertEquals(Set.of("ann", "bob", "cem"), Set.copyOf(places.members(1)));
        assertEquals(Set.of("ann", "bob"), Set.copyOf(places.deciders(1)));
        assertEquals(List.of(), places.deciders(2));
        assertFalse(places.change("cem", 1, in(1, Role.MODERATOR)));
        assertEquals(Set.of("ann", "bob", "cem"), Set.copyOf(places.deciders(1)));
        places.remove("ann");
        assertEquals(List.of(), places.members(2));
    }

    @Test
    void whoJoinsIsToldFromTheOthers() {
        attach("ann", Map.of());
        assertTrue(places.change("ann", 1, in(1, Role.MEMBER)));
        assertFalse(places.change("ann", 1, in(1, Role.MEMBER)));
        assertFalse(places.change("ann", 1, OUT));
        assertEquals(List.of(), places.members(1));
        assertFalse(places.change("not attached", 1, in(1, Role.MEMBER)));
        assertEquals(List.of(), places.members(1));
    }

    @Test
    void whatChangesWhileThePlacesAreReadHappensAfterThem() {
        places.expect("ann");
        assertFalse(places.change("ann", 1, OUT));
        assertFalse(places.change("ann", 2, in(2, Role.MEMBER)));
        assertEquals(List.of(), places.members(2));
        assertEquals(
                List.of(place(2, Role.MEMBER)), places.are("ann", List.of(place(1, Role.OWNER))));
        assertEquals(List.of(), places.members(1));
        assertEquals(List.of("ann"), places.members(2));
    }

    @Test
    void placesOfWhoHasGoneAreForgotten() {
        places.expect("ann");
        places.remove("ann");
        assertEquals(List.of(), places.are("ann", List.of(place(1, Role.OWNER))));
        assertEquals(List.of(), places.members(1));
    }

    /** Changes commit, are seen in a look at the database, and are read, in any order that is. */
    @Test
    void whateverIsReadWhenThePlacesAreRightInTheEnd() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var log = new ArrayList<Long>();
            var in = new HashSet<Long>();
            int committed = 0;
            int read = 0;
            int attaches = random.nextInt(10);
            List<Place> seen = List.of();
            String peer = "peer " + round;
            for (int step = 0; step < 20 || read < committed; step++) {
                if (step == attaches) {
                    places.expect(peer);
                } else if (step == attaches + 2) {
                    seen = new ArrayList<>();
                    for (long group : in) {
                        seen.add(place(group, Role.MEMBER));
                    }
                } else if (step == attaches + 5) {
                    places.are(peer, seen);
                }
                if (step < 20 && random.nextBoolean()) {
                    long group = random.nextInt(2);
                    boolean joins = in.add(group);
                    if (!joins) {
                        in.remove(group);
                    }
                    log.add(joins ? group : -1 - group);
                    committed++;
                } else if (read < committed) {
                    long change = log.get(read++);
                    places.change(
                            peer,
                            change < 0 ? -1 - change : change,
                            change < 0 ? OUT : in(change, Role.MEMBER));
                }
            }
            for (long group = 0; group < 2; group++) {
                assertEquals(
                        in.contains(group),
                        places.members(group).contains(peer),
                        "seed " + seed + ", round " + round);
            }
            places.remove(peer);
        }
    }

    private static Place place(long group, Role role) {
        return new Place(new GroupRef(group, "group " + group), role);
    }

    private static Optional<Place> in(long group, Role role) {
        return Optional.of(place(group, role));
    }

    private void attach(String peer, Map<Long, Role> groups) {
        places.expect(peer);
        places.are(
                peer,
                groups.entrySet().stream().map(it -> place(it.getKey(), it.getValue())).toList());
    }
}
