package p2p.tracker.secret;

import java.nio.charset.StandardCharsets;

/** Where keys of one purpose are kept; a column {@code wrapped_by} beside them says by what. */
public record KeyColumn(String table, String column) {

    /** A key that was wrapped for one purpose serves no other. */
    byte[] purpose() {
        return ("p2p " + table + "." + column).getBytes(StandardCharsets.US_ASCII);
    }
}
