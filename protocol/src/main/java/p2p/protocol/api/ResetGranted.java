package p2p.protocol.api;

import java.time.Instant;

/** A code by which an account gets a new password, once; it is shown this once. */
public record ResetGranted(String name, String code, Instant expires) {}
