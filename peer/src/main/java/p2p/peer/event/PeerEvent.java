package p2p.peer.event;

import java.time.Instant;

/**
 * Something that the user may want to hear of. Numbers rise by one; {@code group}, {@code user} and
 * {@code file} are null where the event is not about one.
 */
public record PeerEvent(
        long number,
        Instant time,
        String kind,
        String group,
        String user,
        String file,
        String text) {}
