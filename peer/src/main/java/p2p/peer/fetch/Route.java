package p2p.peer.fetch;

import java.util.List;
import java.util.Set;
import p2p.peer.punch.Hole;
import p2p.protocol.HostPort;

/** How a seeder is reached. */
sealed interface Route {

    /** Where it is tried, in this order. */
    List<HostPort> ways();

    /** Those that may lead to somebody else. */
    Set<HostPort> unchecked();

    /** It was taken, or leads nowhere: what was kept open for it is closed. */
    default void end() {}

    record Direct(List<HostPort> ways, Set<HostPort> unchecked) implements Route {}

    /** Where the first connection to it leads; this is one more. */
    record Further(HostPort at, int lane) implements Route {

        @Override
        public List<HostPort> ways() {
            return List.of(at);
        }

        @Override
        public Set<HostPort> unchecked() {
            return Set.of();
        }
    }

    /** At a relay, which lies between the two. */
    record Relayed(AtRelay at) implements Route {

        @Override
        public List<HostPort> ways() {
            return List.of(at.relay());
        }

        @Override
        public Set<HostPort> unchecked() {
            return Set.of();
        }
    }

    /** Directly, while it connects to this peer. */
    record Punched(Hole hole, List<HostPort> ways) implements Route {

        @Override
        public Set<HostPort> unchecked() {
            return Set.copyOf(ways);
        }

        @Override
        public void end() {
            hole.close();
        }
    }
}
