package p2p.tracker.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.wire.RelayCall;

/** One side's right to come to a meeting, sealed so that nobody but trackers can make it. */
record Pass(Side side, Meeting meeting) {

    enum Side {
        DOWNLOADER,
        SEEDER;

        Side other() {
            return this == DOWNLOADER ? SEEDER : DOWNLOADER;
        }
    }

    private static final byte VERSION = 1;

    byte[] sealed(byte[] key) {
        ByteBuffer to = ByteBuffer.allocate(RelayCall.LARGEST_PASS);
        to.put(VERSION).put((byte) side.ordinal());
        put(to, meeting.id());
        to.putLong(meeting.granted().toEpochMilli());
        put(to, meeting.relay());
        to.putLong(meeting.file());
        put(to, meeting.group());
        to.put(meeting.content().bytes());
        put(to, meeting.downloader());
        put(to, meeting.seeder());
        return Seal.close(Arrays.copyOf(to.array(), to.position()), key);
    }

    /** Empty where it was not sealed with this key, or is none. */
    static Optional<Pass> open(byte[] sealed, byte[] key) {
        return Seal.open(sealed, key).flatMap(Pass::parse);
    }

    private static Optional<Pass> parse(byte[] content) {
        try {
            return Optional.of(read(ByteBuffer.wrap(content)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Pass read(ByteBuffer from) {
        if (from.get() != VERSION) {
            throw new IllegalArgumentException("another version");
        }
        Side side = from.get() == Side.DOWNLOADER.ordinal() ? Side.DOWNLOADER : Side.SEEDER;
        return new Pass(
                side,
                new Meeting(
                        uuid(from),
                        Instant.ofEpochMilli(from.getLong()),
                        uuid(from),
                        from.getLong(),
                        text(from),
                        new FileId(hex(from)),
                        party(from),
                        party(from)));
    }

    private static void put(ByteBuffer to, UUID id) {
        to.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer from) {
        return new UUID(from.getLong(), from.getLong());
    }

    private static void put(ByteBuffer to, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        to.put((byte) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[Byte.toUnsignedInt(from.get())];
        from.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static void put(ByteBuffer to, Meeting.Party party) {
        to.putLong(party.session());
        put(to, party.user());
        to.put(party.fingerprint().bytes());
    }

    private static Meeting.Party party(ByteBuffer from) {
        return new Meeting.Party(from.getLong(), text(from), new Fingerprint(hex(from)));
    }

    private static String hex(ByteBuffer from) {
        byte[] bytes = new byte[Fingerprint.LENGTH];
        from.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
