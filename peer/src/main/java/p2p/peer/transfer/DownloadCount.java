package p2p.peer.transfer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import p2p.protocol.peer.Fingerprint;

/** How many bytes a download has, and from whom they came. Lives on its event loop. */
final class DownloadCount {

    private final long size;
    private final Map<Fingerprint, Long> bytesByPeer = new HashMap<>();
    private long have;

    DownloadCount(long size) {
        this.size = size;
    }

    void opened(long have) {
        this.have = have;
    }

    void verified(int bytes) {
        have += bytes;
    }

    long have() {
        return have;
    }

    /** Keeps what is known of a source that goes. */
    void gone(Source source) {
        bytesByPeer.merge(source.contact().fingerprint(), source.bytes(), Long::sum);
    }

    DownloadProgress progress(Collection<Source> sources, long rate) {
        int peers = 0;
        Map<Fingerprint, Long> bytes = new HashMap<>(bytesByPeer);
        for (Source source : sources) {
            peers += source.isWelcomed() ? 1 : 0;
            bytes.merge(source.contact().fingerprint(), source.bytes(), Long::sum);
        }
        OptionalLong left = rate > 0 ? OptionalLong.of((size - have) / rate) : OptionalLong.empty();
        return new DownloadProgress(size, have, rate, left, peers, Map.copyOf(bytes));
    }
}
