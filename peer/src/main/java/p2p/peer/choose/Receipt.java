package p2p.peer.choose;

/** What to do with bytes that came. */
public enum Receipt {
    /** The first copy: write it, then report it written. */
    KEEP,
    /** Asked for once, not needed any more: throw it away. */
    DUPLICATE,
    /** Never asked of this peer: a breach of the protocol. */
    UNASKED
}
