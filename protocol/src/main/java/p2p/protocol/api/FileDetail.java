package p2p.protocol.api;

import java.util.List;

/** A file and who has shared it. */
public record FileDetail(FileInfo file, int pieceSize, int pieces, List<Sharer> sharers) {

    public record Sharer(String user, boolean online, boolean complete) {}
}
