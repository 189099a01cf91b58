package p2p.tracker.swarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;

/**
 * In the event log: a seeder of some files has come, or has gone, or can be met at a relay; the
 * others are null.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SeederChange(@Nullable Seeder joined, @Nullable Fingerprint left, @Nullable Seeder relayed) {

    Fingerprint fingerprint() {
        Seeder seeder = joined == null ? relayed : joined;
        return seeder == null ? Objects.requireNonNull(left) : seeder.contact().fingerprint();
    }

    TrackerMessage message(FileRef file) {
        if (relayed != null) {
            return new TrackerMessage.RelayedJoined(file, relayed);
        }
        return joined == null
                ? new TrackerMessage.SeederLeft(file, Objects.requireNonNull(left))
                : new TrackerMessage.SeederJoined(file, joined);
    }
}
