package p2p.peer.connection;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.ProtocolException;

/** What comes over a {@link FramedConnection}, always on its event loop. */
public interface ConnectionListener {

    /** A frame; BYE never gets here. */
    void frame(Frame frame) throws ProtocolException;

    /** Bytes of the last DATA frame, to be retained by their owner if they are needed longer. */
    void payload(ByteBuf owner, ByteBuffer bytes) throws ProtocolException;

    /** The connection is over; comes exactly once, and nothing after it. */
    void closed(String reason);
}
