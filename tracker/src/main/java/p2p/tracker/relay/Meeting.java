package p2p.tracker.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;

/** Two peers who may meet, once and soon, at one run of one relay, for one file of a group. */
public record Meeting(
        UUID id,
        Instant granted,
        UUID relay,
        long file,
        String group,
        FileId content,
        Party downloader,
        Party seeder) {

    /** How long its passes are good for. */
    static final Duration LIFE = Duration.ofMinutes(1);

    /** One of the two. */
    public record Party(long session, String user, Fingerprint fingerprint) {}

    /** Whether its passes are good at this time, by the clock that it was granted by. */
    boolean isGoodAt(Instant now) {
        return Duration.between(granted, now).abs().compareTo(LIFE) <= 0;
    }

    public boolean isOf(long session) {
        return downloader.session == session || seeder.session == session;
    }
}
