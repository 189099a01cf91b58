package p2p.peer.connection;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How fast a socket sends into a network that loses packets.
 *
 * @param name as the system calls it; empty to leave all to the system
 * @param everywhere or only to those far away
 */
public record Congestion(String name, boolean everywhere) {

    /** It takes a lost packet for no sign of a full link, which helps far away alone. */
    public static final Congestion DEFAULT = new Congestion("bbr", false);

    public static final Congestion OF_THE_SYSTEM = new Congestion("", false);

    private static final Duration FAR = Duration.ofMillis(5);
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,15}");

    /** That one for all. */
    public static Congestion named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no congestion control is called so");
        }
        return new Congestion(name, true);
    }

    boolean isFor(Duration roundTrip) {
        return !name.isEmpty() && (everywhere || roundTrip.compareTo(FAR) >= 0);
    }
}
