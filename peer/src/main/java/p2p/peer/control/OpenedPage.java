package p2p.peer.control;

import java.time.Instant;

/** Answer to {@code POST /page}: an address that shows the page, once and until then. */
public record OpenedPage(String address, Instant expires) {}
