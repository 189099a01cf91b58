package p2p.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes frames; of DATA only the header, since its payload is sent without passing through. */
public final class FrameEncoder {

    private FrameEncoder() {}

    public static byte[] encode(Frame frame) {
        return switch (frame) {
            case Frame.Hello hello ->
                    frame(FrameType.HELLO, 4 + 2 + 32 + hello.ticket().length)
                            .putInt(Wire.MAGIC)
                            .putShort((short) hello.version())
                            .put(hello.file().bytes())
                            .put(hello.ticket())
                            .array();
            case Frame.Welcome welcome -> welcome(welcome);
            case Frame.Request(int piece, int offset, int length) ->
                    range(FrameType.REQUEST, piece, offset, length);
            case Frame.Data(int piece, int offset, int length) ->
                    ByteBuffer.allocate(Wire.DATA_HEADER)
                            .putInt(1 + 8 + length)
                            .put((byte) FrameType.DATA.code)
                            .putInt(piece)
                            .putInt(offset)
                            .array();
            case Frame.Have(int piece) -> frame(FrameType.HAVE, 4).putInt(piece).array();
            case Frame.Cancel(int piece, int offset, int length) ->
                    range(FrameType.CANCEL, piece, offset, length);
            case Frame.Choke() -> frame(FrameType.CHOKE, 0).array();
            case Frame.Unchoke() -> frame(FrameType.UNCHOKE, 0).array();
            case Frame.Ticket(byte[] ticket) ->
                    frame(FrameType.TICKET, ticket.length).put(ticket).array();
            case Frame.Bye(ByeCode code, String reason) -> bye(code, reason);
            case Frame.Ping() -> frame(FrameType.PING, 0).array();
        };
    }

    private static byte[] welcome(Frame.Welcome welcome) {
        byte[] bits = welcome.has().toByteArray();
        ByteBuffer out = frame(FrameType.WELCOME, 6 + (welcome.pieces() + 7) / 8);
        return out.putShort((short) welcome.version()).putInt(welcome.pieces()).put(bits).array();
    }

    private static byte[] range(FrameType type, int piece, int offset, int length) {
        return frame(type, 12).putInt(piece).putInt(offset).putInt(length).array();
    }

    private static byte[] bye(ByeCode code, String reason) {
        String shortened = reason;
        while (shortened.getBytes(StandardCharsets.UTF_8).length > Wire.LONGEST_REASON) {
            shortened =
                    shortened.substring(0, shortened.offsetByCodePoints(shortened.length(), -1));
        }
        byte[] text = shortened.getBytes(StandardCharsets.UTF_8);
        return frame(FrameType.BYE, 2 + text.length)
                .putShort((short) code.code())
                .put(text)
                .array();
    }

    private static ByteBuffer frame(FrameType type, int bodyLength) {
        return ByteBuffer.allocate(Wire.HEADER + bodyLength)
                .putInt(1 + bodyLength)
                .put((byte) type.code);
    }
}
