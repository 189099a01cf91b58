package p2p.protocol.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Answer of {@code GET /accounts/me/data}: what the trackers have stored about a person, as lists
 * of rows, each row by the names of its fields.
 */
public record StoredData(
        String user, Instant told, Map<String, List<Map<String, Object>>> stored) {}
