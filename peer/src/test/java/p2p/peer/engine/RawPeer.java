package p2p.peer.engine;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameDecoder;
import p2p.protocol.wire.FrameEncoder;
import p2p.protocol.wire.FrameHandler;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Side;

/** A peer driven by hand over a plain socket: it can send what no honest peer sends. */
final class RawPeer implements Closeable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects from this loopback address. */
    static RawPeer connect(HostPort to, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(to.host(), to.port()));
        return new RawPeer(socket);
    }

    void send(Frame frame) throws IOException {
        send(FrameEncoder.encode(frame));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next frame; a payload is read and thrown away. Null at the end. */
    @Nullable Frame read(Side from) throws IOException {
        List<Frame> read = new ArrayList<>();
        FrameHandler keep =
                new FrameHandler() {
                    @Override
                    public void frame(Frame frame) {
                        read.add(frame);
                    }

                    @Override
                    public void payload(ByteBuffer bytes) {
                        bytes.position(bytes.limit());
                    }
                };
        FrameDecoder decoder = new FrameDecoder(from, keep);
        int first = in.read();
        if (first < 0) {
            return null;
        }
        byte[] header = new byte[5];
        header[0] = (byte) first;
        in.readFully(header, 1, 4);
        byte[] body = new byte[ByteBuffer.wrap(header).getInt() - 1];
        in.readFully(body);
        try {
            decoder.decode(ByteBuffer.wrap(header));
            decoder.decode(ByteBuffer.wrap(body));
        } catch (ProtocolException e) {
            throw new IOException(e);
        }
        return read.getFirst();
    }

    /** Reads until the other side says goodbye, or simply closes: then null. */
    Frame.@Nullable Bye readBye(Side from) throws IOException {
        try {
            for (Frame frame = read(from); frame != null; frame = read(from)) {
                if (frame instanceof Frame.Bye bye) {
                    return bye;
                }
            }
        } catch (SocketException e) {
            return null;
        }
        return null;
    }

    /** Throws away what comes in so many milliseconds; false at the end. */
    boolean listenFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            while (in.read() >= 0) {
                // Only the end matters.
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
