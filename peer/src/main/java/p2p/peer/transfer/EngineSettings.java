package p2p.peer.transfer;

import java.time.Duration;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;

/**
 * How the engine listens, and what it bears.
 *
 * @param encryption how its own listening socket speaks
 * @param mostConnections inbound connections in total
 * @param mostPerAddress inbound connections from one address
 * @param uploadSlots downloaders served side by side
 * @param greeting how long a new connection may take to say who it is
 * @param idle silence after which a connection ends; a third of it brings a ping
 * @param stalled how long one chunk may take to leave
 */
public record EngineSettings(
        HostPort listen,
        Encryption encryption,
        int mostConnections,
        int mostPerAddress,
        int uploadSlots,
        Duration greeting,
        Duration idle,
        Duration stalled) {

    public static EngineSettings of(HostPort listen, Encryption encryption) {
        return new EngineSettings(
                listen,
                encryption,
                1024,
                64,
                32,
                Duration.ofSeconds(5),
                Duration.ofSeconds(90),
                Duration.ofSeconds(60));
    }
}
