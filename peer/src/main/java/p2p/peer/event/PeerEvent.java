package p2p.peer.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that the user may want to hear of. Numbers rise by one; {@code group}, {@code user} and
 * {@code file} are null where the event is not about one.
 */
public record PeerEvent(
        long number,
        Instant time,
        String kind,
        @Nullable String group,
        @Nullable String user,
        @Nullable String file,
        String text) {}
