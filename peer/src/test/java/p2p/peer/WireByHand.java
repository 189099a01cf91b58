package p2p.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameDecoder;
import p2p.protocol.wire.FrameEncoder;
import p2p.protocol.wire.FrameHandler;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Side;
import p2p.protocol.wire.Wire;

/** A downloader that says what a test wants said, over a connection without encryption. */
final class WireByHand implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final Deque<Frame> heard = new ArrayDeque<>();
    private final FrameDecoder decoder =
            new FrameDecoder(
                    Side.SEEDER,
                    new FrameHandler() {
                        @Override
                        public void frame(Frame frame) {
                            heard.add(frame);
                        }

                        @Override
                        public void payload(ByteBuffer bytes) {
                            bytes.position(bytes.limit());
                        }
                    });

    WireByHand(HostPort seeder) throws IOException {
        socket = new Socket(seeder.host(), seeder.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    WireByHand hello(FileId file, byte[] ticket) throws IOException {
        return say(new Frame.Hello(Wire.VERSION, file, ticket));
    }

    WireByHand say(Frame frame) throws IOException {
        socket.getOutputStream().write(FrameEncoder.encode(frame));
        return this;
    }

    /** The next frame of this kind, or a goodbye; null where the connection ends without. */
    @Nullable Frame hears(Class<? extends Frame> kind) throws IOException, ProtocolException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[64 << 10];
        while (true) {
            for (Frame next = heard.poll(); next != null; next = heard.poll()) {
                if (kind.isInstance(next) || next instanceof Frame.Bye) {
                    return next;
                }
            }
            int read = in.read(bytes);
            if (read < 0) {
                return null;
            }
            decoder.decode(ByteBuffer.wrap(bytes, 0, read));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
