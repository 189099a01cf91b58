package p2p.protocol.api;

import java.time.Instant;

/**
 * Who is signed in by a browser, and what the list of devices calls it. It {@code ends} then,
 * unless it is used before.
 */
public record SignedIn(String user, String browser, Instant since, Instant ends) {}
