package p2p.protocol.api;

/** Body of {@code POST /groups/G/downloads}. */
public record DownloadRequest(String file) {}
