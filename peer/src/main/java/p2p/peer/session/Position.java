package p2p.peer.session;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.peer.mapping.Granted;
import p2p.peer.reach.Network;
import p2p.peer.reach.Standpoint;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.session.PeerMessage;

/** Where this peer is in the networks: it notices when that changes, and tells the tracker. */
public final class Position {

    private final HostPort listen;
    private final Encryption encryption;
    private final Supplier<List<Network>> interfaces;
    private final Consumer<Standpoint> stands;
    private final Consumer<Standpoint> moved;
    private final Consumer<PeerMessage> toTracker;
    private Standpoint now;
    private Optional<Granted> mapped = Optional.empty();
    private boolean isToTell;

    /**
     * {@code interfaces} are none while they cannot be told; {@code moved} hears only of what
     * changes under the feet of the connection to the tracker.
     */
    public Position(
            HostPort listen,
            Encryption encryption,
            Supplier<List<Network>> interfaces,
            Consumer<Standpoint> stands,
            Consumer<Standpoint> moved,
            Consumer<PeerMessage> toTracker) {
        this.listen = listen;
        this.encryption = encryption;
        this.interfaces = interfaces;
        this.stands = stands;
        this.moved = moved;
        this.toTracker = toTracker;
        now = new Standpoint(List.of(), listen.port(), Optional.empty());
    }

    /** To be called now and then. Whoever has no address just now waits for the next one. */
    public synchronized void look() {
        List<Network> networks = interfaces.get();
        if (!networks.isEmpty() && !networks.equals(now.networks())) {
            stand(networks, now.seen());
            moved.accept(now);
        }
    }

    /** A tracker has taken this peer in, and sees it at that address, if it says so. */
    synchronized void seenAt(@Nullable String seen) {
        isToTell = seen != null;
        List<Network> networks = interfaces.get();
        stand(
                networks.isEmpty() ? now.networks() : networks,
                Optional.ofNullable(seen).flatMap(Network::literal));
    }

    /** Where a router lets others in to this peer; nothing where none does. */
    public synchronized void mappedAt(Optional<Granted> granted) {
        mapped = granted;
        tell();
    }

    private void stand(List<Network> networks, Optional<InetAddress> seen) {
        now = new Standpoint(networks, listen.port(), seen);
        stands.accept(now);
        tell();
    }

    private void tell() {
        if (isToTell) {
            toTracker.accept(new PeerMessage.Addresses(addresses()));
        }
    }

    /** Whether others hear where they may try this peer, besides where the tracker reaches it. */
    synchronized boolean isTold() {
        return isToTell && !addresses().isEmpty();
    }

    /** Where it does not encrypt, nobody could know who answers there. */
    private List<HostPort> addresses() {
        if (encryption == Encryption.OFF) {
            return List.of();
        }
        if (!listen.isAnyAddress()) {
            return Network.literal(listen.host()).isPresent() ? List.of(listen) : List.of();
        }
        Stream<HostPort> own =
                now.networks().stream()
                        .map(network ->
                                new HostPort(network.address().getHostAddress(), listen.port()));
        return Stream.concat(mapped.flatMap(it -> it.at(now.seen())).stream(), own)
                .limit(PeerMessage.Addresses.MOST_SAID)
                .toList();
    }
}
