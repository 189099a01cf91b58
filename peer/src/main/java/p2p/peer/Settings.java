package p2p.peer;

import java.nio.file.Path;
import p2p.peer.connection.Congestion;
import p2p.peer.connection.ListenAt;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.TrackerList;
import p2p.protocol.peer.Encryption;

/**
 * Where a peer lives, listens, and whom it asks.
 *
 * @param mapsPort whether a router is asked to let others in
 * @param congestion how it sends to other peers
 */
public record Settings(
        Path home,
        ListenAt listen,
        TrackerList trackers,
        TrackerTrust trust,
        Encryption encryption,
        boolean mapsPort,
        Congestion congestion) {}
