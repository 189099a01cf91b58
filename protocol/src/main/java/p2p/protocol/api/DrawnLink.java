package p2p.protocol.api;

import java.util.List;

/** A QR code, row by row, without a margin: {@code 1} is a dark square, {@code 0} a light one. */
public record DrawnLink(List<String> rows) {}
