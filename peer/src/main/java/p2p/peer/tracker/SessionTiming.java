package p2p.peer.tracker;

import java.time.Duration;
import p2p.protocol.session.Messages;

/** When a session pings, gives a connection up, and tries again. */
record SessionTiming(
        Duration ping, Duration silence, Duration attach, Duration pause, Duration longest) {

    static final SessionTiming USUAL =
            new SessionTiming(
                    Duration.ofSeconds(Messages.PING_SECONDS),
                    Duration.ofSeconds(Messages.SILENCE_SECONDS),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10));
}
