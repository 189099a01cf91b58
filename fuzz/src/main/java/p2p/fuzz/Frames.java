package p2p.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameDecoder;
import p2p.protocol.wire.FrameHandler;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Side;

/** The wire between two peers: the same is read however it is cut. */
public final class Frames {

    private Frames() {}

    private static final class Heard implements FrameHandler {
        private final List<String> all = new ArrayList<>();
        private long payload;

        @Override
        public void frame(Frame frame) {
            all.add(frame.getClass().getSimpleName());
        }

        @Override
        public void payload(ByteBuffer bytes) {
            payload += bytes.remaining();
        }

        String text() {
            return all + " " + payload;
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Side from = (input[0] & 1) == 0 ? Side.DOWNLOADER : Side.SEEDER;
        int step = 1 + (input[1] & 0x3F);
        String whole = read(from, input, input.length);
        String cut = read(from, input, step);
        if (!whole.equals(cut)) {
            throw new IllegalStateException(whole + " became " + cut);
        }
    }

    private static String read(Side from, byte[] input, int step) {
        var heard = new Heard();
        var decoder = new FrameDecoder(from, heard);
        try {
            for (int at = 2; at < input.length; at += step) {
                decoder.decode(ByteBuffer.wrap(input, at, Math.min(step, input.length - at)));
            }
            return heard.text();
        } catch (ProtocolException e) {
            return heard.all + " " + e.code();
        }
    }
}
