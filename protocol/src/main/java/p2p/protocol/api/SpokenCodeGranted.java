package p2p.protocol.api;

import java.time.Instant;

/** Six words that stand for an invitation until then. They are shown this once. */
public record SpokenCodeGranted(String words, Instant expires) {}
