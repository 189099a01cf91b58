package p2p.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;

/**
 * Reads the frames that one side sends, however their bytes are cut. It keeps at most one frame's
 * body, and of DATA none: its payload is handed on as it comes. Not to be used after it threw.
 */
public final class FrameDecoder {

    private static final int LARGEST_SIZE = 1 + 8 + Wire.LARGEST_DATA;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Side from;
    private final FrameHandler handler;
    private final ByteBuffer header = ByteBuffer.allocate(Wire.HEADER);
    private @Nullable FrameType type;
    private ByteBuffer body = NOTHING;
    private int payloadLeft;

    public FrameDecoder(Side from, FrameHandler handler) {
        this.from = from;
        this.handler = handler;
    }

    /** Reads all that is in the buffer. */
    public void decode(ByteBuffer in) throws ProtocolException {
        while (payloadLeft == 0 || in.hasRemaining()) {
            FrameType begun = type;
            if (payloadLeft > 0) {
                passOn(in);
            } else if (begun == null) {
                boolean whole = fill(header, in);
                requireSize();
                if (!whole) {
                    return;
                }
                begin();
            } else {
                if (!fill(body, in)) {
                    return;
                }
                if (begun == FrameType.HELLO && body.capacity() == Wire.GREETING) {
                    greeted();
                } else {
                    end(begun);
                }
            }
        }
    }

    private void passOn(ByteBuffer in) throws ProtocolException {
        int length = Math.min(payloadLeft, in.remaining());
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        payloadLeft -= length;
        handler.payload(slice);
    }

    /** As soon as the size is there, for nothing else may ever come. */
    private void requireSize() throws ProtocolException {
        int size = header.getInt(0);
        if (header.position() >= Integer.BYTES && (size < 1 || size > LARGEST_SIZE)) {
            throw new ProtocolException("A frame of " + Integer.toUnsignedString(size) + " bytes.");
        }
    }

    private int bodyLength() {
        return header.getInt(0) - 1;
    }

    private void begin() throws ProtocolException {
        FrameType next = FrameType.of(header.get(4), bodyLength(), from);
        type = next;
        body =
                ByteBuffer.allocate(
                        switch (next) {
                            case DATA -> 8;
                            case HELLO -> Wire.GREETING;
                            default -> bodyLength();
                        });
    }

    private void greeted() throws ProtocolException {
        if (body.getInt(0) != Wire.MAGIC) {
            throw new ProtocolException("The greeting is none of this protocol.");
        }
        if ((body.getShort(4) & 0xffff) != Wire.VERSION) {
            throw new ProtocolException(
                    ByeCode.VERSION, "This peer speaks version " + Wire.VERSION + " only.");
        }
        int length = bodyLength();
        if (length < Wire.SHORTEST_HELLO || length > Wire.LARGEST_HELLO) {
            throw new ProtocolException("HELLO with a body of " + length + " bytes.");
        }
        body = ByteBuffer.allocate(length).put(body.flip());
    }

    private void end(FrameType ended) throws ProtocolException {
        Frame frame = read(ended, body.flip());
        type = null;
        body = NOTHING;
        header.clear();
        if (frame instanceof Frame.Data data) {
            payloadLeft = data.length();
        }
        handler.frame(frame);
    }

    private Frame read(FrameType what, ByteBuffer in) throws ProtocolException {
        return switch (what) {
            case HELLO -> hello(in);
            case WELCOME -> welcome(in);
            case REQUEST -> new Frame.Request(piece(in), offset(in), length(in));
            case DATA -> new Frame.Data(piece(in), offset(in), bodyLength() - 8);
            case HAVE -> new Frame.Have(piece(in));
            case CANCEL -> new Frame.Cancel(piece(in), offset(in), length(in));
            case CHOKE -> new Frame.Choke();
            case UNCHOKE -> new Frame.Unchoke();
            case TICKET -> new Frame.Ticket(rest(in));
            case BYE -> new Frame.Bye(ByeCode.of(in.getShort() & 0xffff), text(in));
            case PING -> new Frame.Ping();
        };
    }

    private static Frame hello(ByteBuffer in) {
        in.position(Wire.GREETING);
        byte[] id = new byte[FileId.LENGTH];
        in.get(id);
        return new Frame.Hello(Wire.VERSION, FileId.of(id), rest(in));
    }

    private static Frame welcome(ByteBuffer in) throws ProtocolException {
        int version = in.getShort() & 0xffff;
        int pieces = in.getInt();
        if (pieces < 0 || pieces > Wire.MOST_PIECES || in.remaining() != (pieces + 7) / 8) {
            throw new ProtocolException("WELCOME with " + in.remaining() + " bytes of bits.");
        }
        BitSet has = BitSet.valueOf(in);
        if (has.length() > pieces) {
            throw new ProtocolException("WELCOME with bits beyond the last piece.");
        }
        return new Frame.Welcome(version, pieces, has);
    }

    private static int piece(ByteBuffer in) throws ProtocolException {
        return within(in.getInt(), 0, Wire.MOST_PIECES - 1, "A piece's number");
    }

    private static int offset(ByteBuffer in) throws ProtocolException {
        return within(in.getInt(), 0, Integer.MAX_VALUE, "An offset");
    }

    private static int length(ByteBuffer in) throws ProtocolException {
        return within(in.getInt(), 1, Wire.LARGEST_DATA, "A length");
    }

    private static int within(int value, int least, int most, String what)
            throws ProtocolException {
        if (value < least || value > most) {
            throw new ProtocolException(
                    what + " of " + Integer.toUnsignedString(value) + " is out of range.");
        }
        return value;
    }

    private static String text(ByteBuffer in) throws ProtocolException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("A reason that is no UTF-8.");
        }
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return bytes;
    }

    /** Whether the target is full now. */
    private static boolean fill(ByteBuffer target, ByteBuffer in) {
        int length = Math.min(target.remaining(), in.remaining());
        target.put(target.position(), in, in.position(), length);
        target.position(target.position() + length);
        in.position(in.position() + length);
        return !target.hasRemaining();
    }
}
