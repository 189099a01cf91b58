package p2p.protocol.api;

import java.time.Instant;

/** Somebody who asks to be let in. */
public record JoinRequestInfo(String group, String user, Instant since) {}
