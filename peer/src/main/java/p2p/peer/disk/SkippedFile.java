package p2p.peer.disk;

/** A file of a folder that was not shared with the rest, and why. */
public record SkippedFile(String path, String reason) {}
