package p2p.protocol.near;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import p2p.protocol.peer.Fingerprint;

/**
 * A tracker on the link: what it is called there, the host and the port where it listens, whether
 * it speaks TLS, by which identity it is known where it is by one, and the host's addresses.
 */
public record Beacon(
        String name,
        String host,
        int port,
        boolean tls,
        Optional<Fingerprint> identity,
        List<IpAddress> addresses) {

    /** The longest name; its characters are single bytes. */
    public static final int LONGEST_NAME = DomainName.LONGEST_LABEL;

    public static final int MOST_ADDRESSES = 8;

    /** For how many seconds it may be believed. */
    static final int TTL = 120;

    private static final int TTL_FOR_A_MOMENT = 10;
    private static final int MOST_READ = 32;
    private static final String LOCAL = ".local";
    private static final String VERSION = "txtvers=1";
    private static final String TLS = "tls=";
    private static final String IDENTITY = "id=";

    public Beacon {
        addresses = List.copyOf(addresses);
        if (name.isEmpty() || DomainName.bytes(name).length > LONGEST_NAME) {
            throw new IllegalArgumentException("not a label: '" + name + "'");
        }
        if (addresses.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException(addresses.size() + " addresses");
        }
    }

    /** Whether the host is a name of the link alone, which only its addresses say anything of. */
    public boolean isLocal() {
        return host.endsWith(LOCAL);
    }

    /** The answer to all who speak multicast DNS themselves. */
    public ByteBuffer answer() {
        return write(new MessageWriter(0, flags(), 0, 1, others()), TTL);
    }

    /** The answer to somebody who only asks, and keeps nothing. */
    public ByteBuffer answer(Question question) {
        var writer = new MessageWriter(question.id(), flags(), 1, 1, others());
        writer.asked(NearService.NAME, Types.IN);
        return write(writer, TTL_FOR_A_MOMENT);
    }

    private static int flags() {
        return Types.RESPONSE | Types.AUTHORITATIVE;
    }

    private int others() {
        return 2 + addresses.size();
    }

    private ByteBuffer write(MessageWriter writer, int ttl) {
        DomainName own = NearService.NAME.with(name);
        DomainName target = DomainName.of(host);
        writer.entry(NearService.NAME, Types.PTR, ttl, () -> writer.name(own));
        writer.entry(
                own,
                Types.SRV,
                ttl,
                () -> {
                    writer.number(0);
                    writer.number(0);
                    writer.number(port);
                    writer.name(target);
                });
        writer.entry(
                own,
                Types.TXT,
                ttl,
                () -> {
                    writer.text(VERSION);
                    writer.text(TLS + (tls ? 1 : 0));
                    identity.ifPresent(known -> writer.text(IDENTITY + known));
                });
        for (IpAddress address : addresses) {
            int type = address.isShort() ? Types.A : Types.AAAA;
            writer.entry(target, type, ttl, () -> writer.bytes(address.bytes()));
        }
        return writer.message();
    }

    /** What a message says of trackers; nothing where it is no answer to this question. */
    public static List<Beacon> read(ByteBuffer message, Question question) {
        try {
            return new Answer(new MessageReader(message), question.id()).beacons();
        } catch (Garbled e) {
            return List.of();
        }
    }

    /** The records of a message, each kind by the name that it is for. */
    private static final class Answer {

        private record Place(DomainName host, int port) {}

        private final Set<DomainName> names = new LinkedHashSet<>();
        private final Map<DomainName, Place> places = new LinkedHashMap<>();
        private final Map<DomainName, List<String>> texts = new LinkedHashMap<>();
        private final Map<DomainName, Set<IpAddress>> addresses = new LinkedHashMap<>();

        Answer(MessageReader reader, int id) throws Garbled {
            MessageReader.Header header = reader.header();
            if (!header.isResponse() || header.id() != id) {
                return;
            }
            for (int i = 0; i < header.questions(); i++) {
                reader.asked();
            }
            for (int i = 0; i < header.answers() + header.others(); i++) {
                MessageReader.Entry entry = reader.entry();
                if (Types.isOfTheInternet(entry.kind()) && entry.ttl() > 0) {
                    take(entry, reader);
                }
                reader.leave(entry);
            }
        }

        private void take(MessageReader.Entry entry, MessageReader reader) throws Garbled {
            DomainName name = entry.name();
            switch (entry.type()) {
                case Types.PTR -> {
                    if (name.equals(NearService.NAME)) {
                        names.add(reader.name());
                    }
                }
                case Types.SRV -> {
                    reader.number();
                    reader.number();
                    int port = reader.number();
                    places.putIfAbsent(name, new Place(reader.name(), port));
                }
                case Types.TXT -> texts.putIfAbsent(name, MessageReader.texts(reader.bytes(entry)));
                case Types.A -> address(name, reader.bytes(entry), IpAddress.SHORT);
                case Types.AAAA -> address(name, reader.bytes(entry), IpAddress.LONG);
                default -> {}
            }
        }

        private void address(DomainName name, byte[] bytes, int length) throws Garbled {
            if (bytes.length != length) {
                throw new Garbled("no address");
            }
            addresses.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(new IpAddress(bytes));
        }

        private static Optional<Fingerprint> identity(List<String> said) {
            return said.stream()
                    .filter(text -> text.matches(IDENTITY + "[0-9a-f]{64}"))
                    .map(text -> new Fingerprint(text.substring(IDENTITY.length())))
                    .findFirst();
        }

        List<Beacon> beacons() {
            return names.stream()
                    .filter(name -> name.isChildOf(NearService.NAME))
                    .flatMap(this::beacon)
                    .limit(MOST_READ)
                    .toList();
        }

        private Stream<Beacon> beacon(DomainName name) {
            Place place = places.get(name);
            if (place == null || place.port == 0 || place.host.labels().isEmpty()) {
                return Stream.empty();
            }
            var found = new ArrayList<>(addresses.getOrDefault(place.host, Set.of()));
            List<String> said = texts.getOrDefault(name, List.of());
            return Stream.of(
                    new Beacon(
                            name.labels().getFirst(),
                            place.host.dotted(),
                            place.port,
                            said.contains(TLS + 1),
                            identity(said),
                            found.subList(0, Math.min(MOST_ADDRESSES, found.size()))));
        }
    }
}
