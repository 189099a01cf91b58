package p2p.protocol.api;

import java.time.Instant;
import p2p.protocol.HostPort;

/** One tracker as the others see it; {@code state} is {@code up} or {@code down}. */
public record TrackerInfo(
        int number,
        HostPort address,
        String version,
        String state,
        Instant started,
        Instant lastBeat,
        int sessions) {}
