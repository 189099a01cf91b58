package p2p.peer.fetch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import p2p.peer.loop.EventLoop;
import p2p.peer.punch.Hole;
import p2p.peer.reach.Ways;
import p2p.peer.reach.Whereabouts;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.Wire;

/** Those whom a download is connected to or is connecting to. Lives on its event loop. */
final class SeederConnections {

    private static final int MOST_CONNECTIONS = 100;

    private final EventLoop loop;
    private final FetchResources resources;
    private final FetchOrder order;
    private final KnownSeeders seeders;
    private final SeederConnection.Events events;
    private final Map<Integer, SeederConnection> connections = new HashMap<>();
    private byte @Nullable [] ticket;

    SeederConnections(
            EventLoop loop,
            FetchResources resources,
            FetchOrder order,
            KnownSeeders seeders,
            SeederConnection.Events events) {
        this.loop = loop;
        this.resources = resources;
        this.order = order;
        this.seeders = seeders;
        this.events = events;
    }

    /** As they are now: what is done to them may end some. */
    Collection<SeederConnection> all() {
        return List.copyOf(connections.values());
    }

    Optional<SeederConnection> get(int number) {
        return Optional.ofNullable(connections.get(number));
    }

    /** Shows the ticket to those who are connected, and to those still to come. */
    void ticket(byte[] fresh) {
        ticket = fresh;
        for (SeederConnection seeder : all()) {
            if (seeder.isWelcomed()) {
                seeder.send(new Frame.Ticket(fresh));
            }
        }
    }

    /** Connects to whoever is due. */
    void connect(long now) {
        if (ticket == null) {
            return;
        }
        all().forEach(seeder -> seeder.keepAlive(resources.settings(), now));
        for (Whereabouts seeder : seeders.toTry(now)) {
            if (connections.size() >= MOST_CONNECTIONS) {
                return;
            }
            if (!connections.containsKey(number(seeder.contact(), false))) {
                connect(seeder, now, ticket);
            }
        }
    }

    private void connect(Whereabouts seeder, long now, byte[] shown) {
        List<HostPort> ways = new ArrayList<>(Ways.to(seeder, resources.standpoint().get()));
        Set<HostPort> unchecked = new HashSet<>(ways);
        if (seeder.isChecked()) {
            unchecked.remove(seeder.contact().address());
        }
        ways.removeIf(way -> unchecked.contains(way) && !resources.doors().knock(way, now));
        if (!ways.isEmpty()) {
            connect(seeder.contact(), new Route.Direct(ways, unchecked), shown);
        }
    }

    private int number(PeerContact contact, boolean isRelayed) {
        return seeders.number(contact.fingerprint(), isRelayed);
    }

    /** The same to one that is met at a relay; another may not answer any more. */
    void connect(PeerContact contact, AtRelay atRelay) {
        dropUnreached(number(contact, true));
        connect(contact, new Route.Relayed(atRelay));
    }

    /** The same to one that connects to this peer meanwhile; another try is worth less. */
    boolean connect(PeerContact contact, Hole hole, List<HostPort> at) {
        dropUnreached(number(contact, false));
        return connect(contact, new Route.Punched(hole, at));
    }

    private void dropUnreached(int number) {
        if (get(number).filter(seeder -> !seeder.isReached()).isPresent()) {
            drop(number, "There is another way.");
        }
    }

    private boolean connect(PeerContact contact, Route route) {
        if (ticket == null
                || connections.size() >= MOST_CONNECTIONS
                || connections.containsKey(number(contact, route instanceof Route.Relayed))) {
            return false;
        }
        connect(contact, route, ticket);
        return true;
    }

    /** Opens further ones besides it, until there are so many; others need places, too. */
    void widen(SeederConnection first, int wanted) {
        HostPort at = first.at().orElse(null);
        for (int lane = 1; at != null && ticket != null && lane < wanted; lane++) {
            int number = seeders.further(first.contact().fingerprint(), lane);
            if (connections.size() < MOST_CONNECTIONS / 2 && !connections.containsKey(number)) {
                open(number, first.contact(), new Route.Further(at, lane), ticket);
            }
        }
    }

    /** Those to the same seeder besides its first. */
    List<SeederConnection> further(SeederConnection than) {
        return of(than.contact().fingerprint()).stream()
                .filter(SeederConnection::isFurther)
                .toList();
    }

    /** All to that seeder. */
    List<SeederConnection> of(Fingerprint peer) {
        return connections.values().stream()
                .filter(seeder -> seeder.contact().fingerprint().equals(peer))
                .toList();
    }

    /** The one that the others came besides. */
    Optional<SeederConnection> first(SeederConnection of) {
        return get(number(of.contact(), false));
    }

    List<ConnectedSeeder> connected() {
        List<ConnectedSeeder> shown = new ArrayList<>();
        for (SeederConnection seeder : connections.values()) {
            if (seeder.isWelcomed() && !seeder.isFurther()) {
                long more = seeder.isRelayed() ? 0 : bytes(further(seeder));
                shown.add(seeder.shown(resources.standpoint().get(), more));
            }
        }
        return shown;
    }

    private static long bytes(List<SeederConnection> of) {
        return of.stream().mapToLong(SeederConnection::bytes).sum();
    }

    /** How many have answered without a relay. */
    long direct() {
        return connections.values().stream()
                .filter(SeederConnection::isWelcomed)
                .filter(seeder -> !seeder.isRelayed() && !seeder.isFurther())
                .count();
    }

    private void connect(PeerContact contact, Route route, byte[] shown) {
        open(number(contact, route instanceof Route.Relayed), contact, route, shown);
    }

    private void open(int number, PeerContact contact, Route route, byte[] shown) {
        SeederConnection seeder =
                new SeederConnection(
                        contact,
                        route,
                        number,
                        loop,
                        resources,
                        order.manifest().pieceCount(),
                        events);
        connections.put(number, seeder);
        seeder.connect(new Frame.Hello(Wire.VERSION, order.file(), shown));
    }

    boolean isReached(Fingerprint peer) {
        return get(seeders.number(peer, false)).filter(SeederConnection::isReached).isPresent();
    }

    /** Lets go of one, if it is there. */
    Optional<SeederConnection> drop(int number, String reason) {
        Optional<SeederConnection> dropped = Optional.ofNullable(connections.remove(number));
        dropped.ifPresent(seeder -> seeder.disconnect(ByeCode.DONE, reason));
        return dropped;
    }

    /** It is gone by itself. */
    void left(SeederConnection seeder, long now) {
        connections.remove(seeder.number(), seeder);
        if (!seeder.isRelayed() && !seeder.isFurther()) {
            seeders.failed(seeder.contact().fingerprint(), now);
        }
    }

    void end(ByeCode code, String reason) {
        all().forEach(seeder -> seeder.disconnect(code, reason));
        connections.clear();
    }
}
