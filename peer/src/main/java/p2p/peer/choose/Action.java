package p2p.peer.choose;

/** What the engine is to do next. A peer is the number that the engine gave it. */
public sealed interface Action {

    /** Send a request for a part of a piece. */
    record Ask(int peer, int piece, int offset, int length) implements Action {}

    /** Tell the peer that a request is no longer needed; its bytes may be on their way already. */
    record Cancel(int peer, int piece, int offset, int length) implements Action {}

    /** Every byte of the piece is there: hash it, then report it verified or failed. */
    record Check(int piece) implements Action {}

    /** Close the connection; the peer may come back later. It counts as having left already. */
    record Drop(int peer, String reason) implements Action {}

    /** The peer provably sent wrong bytes: close, report it, never let it join this file again. */
    record Ban(int peer, int piece) implements Action {}
}
