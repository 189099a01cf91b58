package p2p.peer.connection;

import java.time.Duration;
import p2p.peer.choose.LaneSettings;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;

/**
 * How a peer listens to others, and what it bears of them.
 *
 * @param encryption how its own listening socket speaks
 * @param room how many connections others may open
 * @param uploadSlots downloaders served side by side
 * @param greeting how long a new connection may take to say who it is
 * @param idle silence after which a connection ends; a third of it brings a ping
 * @param stalled how long one chunk may take to leave
 * @param congestion how it sends
 * @param lanes bounds of its further connections to one seeder
 */
public record ConnectionSettings(
        ListenAt listen,
        Encryption encryption,
        Room room,
        int uploadSlots,
        Duration greeting,
        Duration idle,
        Duration stalled,
        Congestion congestion,
        LaneSettings lanes) {

    public static ConnectionSettings of(HostPort listen, Encryption encryption) {
        return of(ListenAt.exactly(listen), encryption, Congestion.DEFAULT);
    }

    public static ConnectionSettings of(
            ListenAt listen, Encryption encryption, Congestion congestion) {
        return new ConnectionSettings(
                listen,
                encryption,
                Room.DEFAULT,
                32,
                Duration.ofSeconds(5),
                Duration.ofSeconds(90),
                Duration.ofSeconds(60),
                congestion,
                LaneSettings.DEFAULT);
    }
}
