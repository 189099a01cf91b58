package p2p.protocol.wire;

import org.jspecify.annotations.Nullable;

/** The kinds of frames: their number, who sends them, and how long their bodies are. */
enum FrameType {
    /** Other versions' may be of any length; ours is judged when its version is known. */
    HELLO(1, Side.DOWNLOADER, Wire.GREETING, Integer.MAX_VALUE),
    WELCOME(2, Side.SEEDER, 6, 6 + Wire.MOST_PIECES / 8),
    REQUEST(3, Side.DOWNLOADER, 12, 12),
    DATA(4, Side.SEEDER, 8 + 1, 8 + Wire.LARGEST_DATA),
    HAVE(5, Side.SEEDER, 4, 4),
    CANCEL(6, Side.DOWNLOADER, 12, 12),
    CHOKE(7, Side.SEEDER, 0, 0),
    UNCHOKE(8, Side.SEEDER, 0, 0),
    TICKET(9, Side.DOWNLOADER, 1, Wire.LARGEST_TICKET),
    BYE(10, null, 2, 2 + Wire.LONGEST_REASON),
    PING(11, null, 0, 0);

    private static final FrameType[] BY_CODE = new FrameType[12];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    final int code;

    /** Null where both sides send it. */
    private final @Nullable Side sender;

    private final int shortest;
    private final int longest;

    FrameType(int code, @Nullable Side sender, int shortest, int longest) {
        this.code = code;
        this.sender = sender;
        this.shortest = shortest;
        this.longest = longest;
    }

    /** The type of a frame from this side with a body of this length. */
    static FrameType of(int code, int bodyLength, Side from) throws ProtocolException {
        FrameType type = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (type == null) {
            throw new ProtocolException("A frame of the unknown type " + code + ".");
        }
        if (type.sender != null && type.sender != from) {
            throw new ProtocolException(type + " came from the wrong side.");
        }
        if (bodyLength < type.shortest || bodyLength > type.longest) {
            throw new ProtocolException(type + " with a body of " + bodyLength + " bytes.");
        }
        return type;
    }
}
