package p2p.peer.fetch;

import java.util.Map;
import java.util.OptionalLong;
import p2p.protocol.peer.Fingerprint;

/**
 * How far a download has come.
 *
 * @param have verified bytes
 * @param taken of these from earlier versions, since the download was started here
 * @param rate bytes a second, lately
 * @param secondsLeft empty while nothing comes
 * @param peers connected seeders
 * @param relayed of these behind a relay
 * @param bytesByPeer what came from each since the download was started here
 */
public record FetchProgress(
        long size,
        long have,
        long taken,
        long rate,
        OptionalLong secondsLeft,
        int peers,
        int relayed,
        Map<Fingerprint, Long> bytesByPeer) {}
