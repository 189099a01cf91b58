package p2p.peer.choose;

import java.time.Duration;

/**
 * Bounds of the further connections to one seeder.
 *
 * @param most connections to one seeder
 * @param far round trip from which one connection may be too little
 * @param settle time in which connections get going, before it is measured what they bring
 * @param measure how long that is measured
 * @param rest after a try in vain; doubled at each
 */
public record LaneSettings(
        int most, Duration far, Duration settle, Duration measure, Duration rest) {

    public static final LaneSettings DEFAULT =
            new LaneSettings(
                    16,
                    Duration.ofMillis(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(30));
}
