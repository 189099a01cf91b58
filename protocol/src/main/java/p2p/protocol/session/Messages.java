package p2p.protocol.session;

/** What both kinds of messages have in common. */
public final class Messages {

    public static final int VERSION = 1;

    /** The longest message, in bytes; both sides close the session on a longer one. */
    public static final int LARGEST = 64 << 10;

    /**
     * A message a second or more often says "I am here"; silence for this long ends the session.
     */
    public static final int PING_SECONDS = 5;

    public static final int SILENCE_SECONDS = 15;

    /** Messages that one side may send before the other has acknowledged any. */
    public static final int WINDOW = 64;

    private Messages() {}
}
