package p2p.peer.fetch;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import p2p.protocol.peer.Fingerprint;

/** How many bytes a download has, and from whom they came. Lives on its event loop. */
final class FetchCount {

    private long size;
    private final Map<Fingerprint, Long> bytesByPeer = new HashMap<>();
    private long have;
    private long taken;

    FetchCount(long size) {
        this.size = size;
    }

    /** Of a folder perhaps only a part is wanted. */
    void opened(long wanted, long have, long taken) {
        size = wanted;
        this.have = have;
        this.taken = taken;
    }

    /** What was here already, in an earlier version. */
    void taken(long bytes) {
        have += bytes;
        taken += bytes;
    }

    void verified(int bytes) {
        have += bytes;
    }

    long have() {
        return have;
    }

    /** Keeps what is known of a seeder that goes. */
    void gone(SeederConnection seeder) {
        bytesByPeer.merge(seeder.contact().fingerprint(), seeder.bytes(), Long::sum);
    }

    FetchProgress progress(Collection<SeederConnection> connections, long measured) {
        int peers = 0;
        int relayed = 0;
        Map<Fingerprint, Long> bytes = new HashMap<>(bytesByPeer);
        for (SeederConnection seeder : connections) {
            peers += seeder.isWelcomed() && !seeder.isFurther() ? 1 : 0;
            relayed += seeder.isWelcomed() && seeder.isRelayed() ? 1 : 0;
            bytes.merge(seeder.contact().fingerprint(), seeder.bytes(), Long::sum);
        }
        long rate = peers == 0 ? 0 : measured;
        OptionalLong left =
                rate > 0 ? OptionalLong.of(Math.max(0, size - have) / rate) : OptionalLong.empty();
        return new FetchProgress(size, have, taken, rate, left, peers, relayed, Map.copyOf(bytes));
    }
}
