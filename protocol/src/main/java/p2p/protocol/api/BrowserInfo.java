package p2p.protocol.api;

import java.time.Instant;

/** A browser in which an account is signed in, and where the sign-in came from. */
public record BrowserInfo(String name, Instant since, Instant seen, Instant ends, String address) {}
