package p2p.peer.disk;

import java.io.Closeable;

/** A content as far as it can be put together from what lies on this disk of an earlier one. */
sealed interface OldBytes extends Bytes, Closeable permits OldFile, OldFolder {}
