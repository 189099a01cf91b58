package p2p.protocol.near;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Writes a message; of a name that was written before there is only a pointer to it. */
final class MessageWriter {

    private static final int POINTER = 0xc000;

    private final ByteBuffer message = ByteBuffer.allocate(NearService.LONGEST_WRITTEN);
    private final Map<DomainName, Integer> written = new HashMap<>();

    MessageWriter(int id, int flags, int questions, int answers, int others) {
        number(id);
        number(flags);
        number(questions);
        number(answers);
        number(0);
        number(others);
    }

    void asked(DomainName name, int kind) {
        name(name);
        number(Types.PTR);
        number(kind);
    }

    /** A record with what {@code content} writes. */
    void entry(DomainName name, int type, int ttl, Runnable content) {
        name(name);
        number(type);
        number(Types.IN);
        message.putInt(ttl);
        int start = message.position();
        number(0);
        content.run();
        message.putShort(start, (short) (message.position() - start - Short.BYTES));
    }

    void number(int number) {
        message.putShort((short) number);
    }

    void bytes(byte[] bytes) {
        message.put(bytes);
    }

    void text(String text) {
        byte[] bytes = DomainName.bytes(text);
        message.put((byte) bytes.length).put(bytes);
    }

    void name(DomainName name) {
        for (DomainName rest = name; !rest.labels().isEmpty(); rest = rest.parent()) {
            Integer before = written.putIfAbsent(rest, message.position());
            if (before != null) {
                number(POINTER | before);
                return;
            }
            text(rest.labels().getFirst());
        }
        message.put((byte) 0);
    }

    ByteBuffer message() {
        return message.flip();
    }
}
