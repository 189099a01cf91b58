package p2p.protocol.wire;

/** Who sends a frame: the one that asks for pieces, or the one that has them. */
public enum Side {
    DOWNLOADER,
    SEEDER
}
