package p2p.peer.transfer;

/** Which pieces to fetch first. */
public enum Selection {
    RAREST_FIRST,
    SEQUENTIAL,
    RANDOM
}
