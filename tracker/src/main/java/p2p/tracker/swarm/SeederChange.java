package p2p.tracker.swarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.Seeder;
import p2p.protocol.session.TrackerMessage;

/**
 * In the event log: a seeder of some files has come, or has gone, or can be met at a relay, or be
 * tried where it says that it is; the others are null.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SeederChange(
        @Nullable Seeder joined,
        @Nullable Fingerprint left,
        @Nullable Seeder relayed,
        @Nullable Seeder unchecked) {

    Fingerprint fingerprint() {
        return Stream.of(joined, relayed, unchecked)
                .filter(Objects::nonNull)
                .map(seeder -> Objects.requireNonNull(seeder).contact().fingerprint())
                .findFirst()
                .orElseGet(() -> Objects.requireNonNull(left));
    }

    boolean isLeft() {
        return left != null;
    }

    boolean isComplete() {
        return Stream.of(joined, relayed, unchecked)
                .anyMatch(seeder -> seeder != null && seeder.complete());
    }

    TrackerMessage message(FileRef file) {
        if (relayed != null) {
            return new TrackerMessage.RelayedJoined(file, relayed);
        }
        if (unchecked != null) {
            return new TrackerMessage.UncheckedJoined(file, unchecked);
        }
        return joined == null
                ? new TrackerMessage.SeederLeft(file, Objects.requireNonNull(left))
                : new TrackerMessage.SeederJoined(file, joined);
    }
}
