package p2p.protocol.wire;

import java.util.BitSet;
import p2p.protocol.file.FileId;

/** What one peer says to another. The payload of {@link Data} follows its header as raw bytes. */
public sealed interface Frame {

    /** The downloader's greeting. */
    record Hello(int version, FileId file, byte[] ticket) implements Frame {}

    /** The seeder's answer: which of the file's pieces it has. */
    record Welcome(int version, int pieces, BitSet has) implements Frame {}

    record Request(int piece, int offset, int length) implements Frame {}

    /** Announces {@code length} bytes of a piece, which come next. */
    record Data(int piece, int offset, int length) implements Frame {}

    record Have(int piece) implements Frame {}

    record Cancel(int piece, int offset, int length) implements Frame {}

    /** All requests are forgotten, and new ones in vain until an unchoke. */
    record Choke() implements Frame {}

    record Unchoke() implements Frame {}

    /** A fresh ticket for the same file. */
    record Ticket(byte[] ticket) implements Frame {}

    record Bye(ByeCode code, String reason) implements Frame {}

    record Ping() implements Frame {}
}
