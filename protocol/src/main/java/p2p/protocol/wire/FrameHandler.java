package p2p.protocol.wire;

import java.nio.ByteBuffer;

/** Takes what a {@link FrameDecoder} has read. */
public interface FrameHandler {

    void frame(Frame frame) throws ProtocolException;

    /** Some bytes of the last {@link Frame.Data}: a view of the decoder's input, not a copy. */
    void payload(ByteBuffer bytes) throws ProtocolException;
}
