package p2p.protocol.near;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a message's parts one after the other. */
final class MessageReader {

    private static final int MOST_ENTRIES = 256;
    private static final int POINTER = 0xc0;

    /** The header; {@code entries} are how many questions, answers and so on there are. */
    record Header(int id, int flags, int questions, int answers, int others) {

        boolean isQuery() {
            return (flags & (Types.RESPONSE | Types.OPCODE)) == 0;
        }

        boolean isResponse() {
            return (flags & (Types.RESPONSE | Types.OPCODE | Types.RCODE)) == Types.RESPONSE;
        }
    }

    record Asked(DomainName name, int type, int kind) {}

    /** A record; {@code end} is where the next one begins. */
    record Entry(DomainName name, int type, int kind, long ttl, int end) {}

    private final ByteBuffer message;

    MessageReader(ByteBuffer message) throws Garbled {
        this.message = message.slice();
        if (this.message.remaining() > NearService.LONGEST_READ) {
            throw new Garbled("too long");
        }
    }

    Header header() throws Garbled {
        var header = new Header(number(), number(), number(), number(), number() + number());
        if (header.questions + header.answers + header.others > MOST_ENTRIES) {
            throw new Garbled("too many entries");
        }
        return header;
    }

    Asked asked() throws Garbled {
        return new Asked(name(), number(), number());
    }

    /** What it says is to be read next, or to be left by {@link #leave}. */
    Entry entry() throws Garbled {
        DomainName name = name();
        int type = number();
        int kind = number();
        long ttl = (long) number() << 16 | number();
        int length = number();
        if (length > message.remaining()) {
            throw new Garbled("cut off");
        }
        return new Entry(name, type, kind, ttl, message.position() + length);
    }

    void leave(Entry entry) {
        message.position(entry.end);
    }

    int number() throws Garbled {
        try {
            return message.getShort() & 0xffff;
        } catch (BufferUnderflowException e) {
            throw new Garbled("cut off");
        }
    }

    byte[] bytes(Entry entry) throws Garbled {
        if (message.position() > entry.end) {
            throw new Garbled("longer than it says");
        }
        var bytes = new byte[entry.end - message.position()];
        message.get(bytes);
        return bytes;
    }

    /** A pointer leads only to before all that was read of the name, so that none leads round. */
    DomainName name() throws Garbled {
        var labels = new ArrayList<String>();
        int length = 1;
        int at = message.position();
        int lowest = at;
        int end = -1;
        for (int step = 0; step < DomainName.LONGEST; step++) {
            int first = at(at);
            if (first == 0) {
                message.position(end < 0 ? at + 1 : end);
                return new DomainName(labels);
            }
            if ((first & POINTER) == POINTER) {
                int target = (first & ~POINTER) << 8 | at(at + 1);
                if (target >= lowest) {
                    throw new Garbled("a pointer forward");
                }
                end = end < 0 ? at + 2 : end;
                at = target;
                lowest = target;
                continue;
            }
            length += 1 + first;
            if (first > DomainName.LONGEST_LABEL || length > DomainName.LONGEST) {
                throw new Garbled("a long name");
            }
            labels.add(label(at + 1, first));
            at += 1 + first;
        }
        throw new Garbled("a name of too many parts");
    }

    private int at(int index) throws Garbled {
        if (index >= message.limit()) {
            throw new Garbled("cut off");
        }
        return message.get(index) & 0xff;
    }

    private String label(int from, int length) throws Garbled {
        if (from + length > message.limit()) {
            throw new Garbled("cut off");
        }
        var bytes = new byte[length];
        message.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The strings of a TXT record. */
    static List<String> texts(byte[] bytes) throws Garbled {
        var texts = new ArrayList<String>();
        for (int at = 0; at < bytes.length; ) {
            int length = bytes[at++] & 0xff;
            if (at + length > bytes.length) {
                throw new Garbled("cut off");
            }
            texts.add(new String(bytes, at, length, StandardCharsets.ISO_8859_1));
            at += length;
        }
        return texts;
    }
}
