package p2p.protocol.session;

/** What both kinds of messages have in common. */
public final class Messages {

    public static final int VERSION = 1;

    /** The longest message, in bytes; both sides close the session on a longer one. */
    public static final int LARGEST = 64 << 10;

    /** Each side pings so often; the other answers at once with a pong. */
    public static final int PING_SECONDS = 5;

    /** Nothing heard for so long: the connection is lost, and the peer attaches anew. */
    public static final int SILENCE_SECONDS = 15;

    /** A peer that lost its connection may attach again within this time and nothing is lost. */
    public static final int REATTACH_SECONDS = 30;

    /** A peer says hello within this time, or the tracker closes the connection. */
    public static final int HELLO_SECONDS = 10;

    /**
     * Messages that one side may send before the other has acknowledged any. Every message counts
     * but ack, ping and pong; a hello and a welcome count too.
     */
    public static final int WINDOW = 64;

    /** Pings and pongs that one side may send in any {@link #PING_SECONDS}. */
    public static final int MOST_PINGS = 10;

    private Messages() {}
}
