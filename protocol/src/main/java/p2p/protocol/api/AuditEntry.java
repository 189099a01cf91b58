package p2p.protocol.api;

import java.time.Instant;
import java.util.Map;

/** Who was given which right when, or lost it; the details say by whom, and what it is about. */
public record AuditEntry(
        long id, Instant at, String what, String user, Map<String, String> details) {}
