package p2p.protocol.near;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody asks which trackers there are; {@code unicast} where only the one who asks wants to hear
 * it, and {@code known} are those of whom they have heard.
 */
public record Question(int id, boolean unicast, Set<String> known) {

    public Question {
        known = Set.copyOf(known);
    }

    /** One of somebody who knows none. */
    public static Question ofTheMoment(int id) {
        return new Question(id, true, Set.of());
    }

    public ByteBuffer write() {
        var writer = new MessageWriter(id, 0, 1, 0, 0);
        writer.asked(NearService.NAME, unicast ? Types.IN | Types.TOP_BIT : Types.IN);
        return writer.message();
    }

    /** Empty where it asks for something else, or is no question at all. */
    public static Optional<Question> read(ByteBuffer message) {
        try {
            return read(new MessageReader(message));
        } catch (Garbled e) {
            return Optional.empty();
        }
    }

    private static Optional<Question> read(MessageReader reader) throws Garbled {
        MessageReader.Header header = reader.header();
        if (!header.isQuery()) {
            return Optional.empty();
        }
        boolean asked = false;
        boolean unicast = true;
        for (int i = 0; i < header.questions(); i++) {
            MessageReader.Asked each = reader.asked();
            if (isForTrackers(each)) {
                asked = true;
                unicast &= (each.kind() & Types.TOP_BIT) != 0;
            }
        }
        return asked
                ? Optional.of(new Question(header.id(), unicast, known(reader, header.answers())))
                : Optional.empty();
    }

    private static boolean isForTrackers(MessageReader.Asked asked) {
        return (asked.type() == Types.PTR || asked.type() == Types.ANY)
                && Types.isOfTheInternet(asked.kind())
                && asked.name().equals(NearService.NAME);
    }

    /** Of what is known for less than half of its time to come, more is to be told. */
    private static Set<String> known(MessageReader reader, int answers) throws Garbled {
        var known = new HashSet<String>();
        for (int i = 0; i < answers; i++) {
            MessageReader.Entry entry = reader.entry();
            if (entry.type() == Types.PTR
                    && entry.name().equals(NearService.NAME)
                    && entry.ttl() >= Beacon.TTL / 2) {
                DomainName name = reader.name();
                if (name.isChildOf(NearService.NAME)) {
                    known.add(name.labels().getFirst());
                }
            }
            reader.leave(entry);
        }
        return known;
    }
}
