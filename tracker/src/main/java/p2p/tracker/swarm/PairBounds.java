package p2p.tracker.swarm;

import java.time.Duration;
import java.time.InstantSource;
import p2p.protocol.peer.Fingerprint;
import p2p.tracker.request.TokenBuckets;

/** How often somebody may ask for one seeder, and for all of them together. */
final class PairBounds {

    private record Two(long downloader, Fingerprint seeder) {}

    private final TokenBuckets<Two> byTwo;
    private final TokenBuckets<Long> byDownloader;

    PairBounds(
            int ofTwo,
            Duration oneMoreOfTwo,
            int ofOne,
            Duration oneMoreOfOne,
            InstantSource clock) {
        byTwo = new TokenBuckets<>(ofTwo, oneMoreOfTwo, clock);
        byDownloader = new TokenBuckets<>(ofOne, oneMoreOfOne, clock);
    }

    boolean asksTooOften(SwarmPeer peer, Fingerprint seeder) {
        long downloader = peer.person().id();
        if (byDownloader.take(downloader).isPositive()) {
            return true;
        }
        boolean tooOften = byTwo.take(new Two(downloader, seeder)).isPositive();
        if (tooOften) {
            byDownloader.giveBack(downloader);
        }
        return tooOften;
    }
}
