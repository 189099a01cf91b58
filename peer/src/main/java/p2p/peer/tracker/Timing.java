package p2p.peer.tracker;

import java.time.Duration;

/** How long a tracker may take, and how often all of them are tried. */
record Timing(Duration connect, Duration answer, int rounds, Duration pause, Duration longest) {

    static final Timing USUAL =
            new Timing(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(15),
                    4,
                    Duration.ofMillis(300),
                    Duration.ofSeconds(3));
}
