package p2p.peer.seed;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import p2p.peer.connection.Room;

/**
 * Who has how many of the connections that a seeder bears. Whoever has yet to greet takes none from
 * those who have. Does no I/O.
 */
final class Places {

    private final Room room;
    private final Crowd greeting;
    private final Crowd greeted;
    private final Map<String, Integer> persons = new HashMap<>();

    Places(Room room) {
        this.room = room;
        greeting = new Crowd(room.greeting(), room.greetingFromAddress());
        greeted = new Crowd(room.greeted(), room.greetedFromAddress());
    }

    /** For somebody who has just come, if there is a place, and one for after the greeting. */
    Optional<Place> enter(InetAddress from) {
        return enter(network(from));
    }

    /** The same for who comes from nowhere that says anything of them. */
    Optional<Place> enter(String network) {
        if (!greeting.hasRoom(network) || !greeted.hasRoom(network)) {
            return Optional.empty();
        }
        greeting.join(network);
        return Optional.of(new Place(network));
    }

    /** The half of an IPv6 address that one is given; with the other half one does as one likes. */
    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, 8)
                : address.getHostAddress();
    }

    /** One connection's place. */
    final class Place {

        private final String network;
        private Optional<String> person = Optional.empty();

        private Place(String network) {
            this.network = network;
        }

        /**
         * False where there is no place for this person; it stays among those yet to greet. What
         * comes besides a connection for the same leaves half of all places to others.
         */
        boolean greeted(String name, boolean isFurther) {
            int part = isFurther ? 2 : 1;
            if (!greeted.hasRoom(network, part)
                    || persons.getOrDefault(name, 0) >= room.ofPerson() / part) {
                return false;
            }
            greeting.leave(network);
            greeted.join(network);
            persons.merge(name, 1, Integer::sum);
            person = Optional.of(name);
            return true;
        }

        /** Once, when the connection is closed. */
        void leave() {
            if (person.isPresent()) {
                greeted.leave(network);
                lower(persons, person.get());
            } else {
                greeting.leave(network);
            }
        }
    }

    private static void lower(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }

    private static final class Crowd {

        private final int most;
        private final int mostFromOne;
        private final Map<String, Integer> byNetwork = new HashMap<>();
        private int all;

        Crowd(int most, int mostFromOne) {
            this.most = most;
            this.mostFromOne = mostFromOne;
        }

        boolean hasRoom(String network) {
            return hasRoom(network, 1);
        }

        /** Within the so-manieth part of it. */
        boolean hasRoom(String network, int part) {
            return all < most / part && byNetwork.getOrDefault(network, 0) < mostFromOne / part;
        }

        void join(String network) {
            all++;
            byNetwork.merge(network, 1, Integer::sum);
        }

        void leave(String network) {
            all--;
            lower(byNetwork, network);
        }
    }
}
