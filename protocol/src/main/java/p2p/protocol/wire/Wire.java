package p2p.protocol.wire;

import p2p.protocol.file.FileId;
import p2p.protocol.ticket.Ticket;

/** The bounds that both sides keep. */
public final class Wire {

    public static final int VERSION = 1;

    /** Begins every greeting: "P2PW". */
    public static final int MAGIC = 0x50325057;

    /** Pieces of the largest file. */
    public static final int MOST_PIECES = 1 << 20;

    /** Bytes that one request may ask for, and that one DATA frame may carry. */
    public static final int LARGEST_DATA = 1 << 20;

    /** Requests that may wait for their answers on one connection. */
    public static final int MOST_REQUESTS = 1024;

    public static final int LARGEST_TICKET = Ticket.LARGEST;

    /** Bytes of UTF-8. */
    public static final int LONGEST_REASON = 500;

    /** The length that stands before each frame, and the type. */
    public static final int HEADER = 5;

    /** A DATA frame without its payload. */
    public static final int DATA_HEADER = HEADER + 8;

    /** Magic and version, with which the greetings of all versions begin. */
    static final int GREETING = 4 + 2;

    static final int SHORTEST_HELLO = GREETING + FileId.LENGTH + 1;
    static final int LARGEST_HELLO = GREETING + FileId.LENGTH + LARGEST_TICKET;

    private Wire() {}
}
