package p2p.tracker.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
    private static final String SEAL = "HmacSHA256";
    private static final int SEAL_LENGTH = 32;

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
        int length = to.position();
        to.put(seal(key, to.array(), length));
        return Arrays.copyOf(to.array(), to.position());
    }

    /** Empty where it was not sealed with this key, or is none. */
    static Optional<Pass> open(byte[] sealed, byte[] key) {
        int length = sealed.length - SEAL_LENGTH;
        if (length < 0
                || !MessageDigest.isEqual(
                        seal(key, sealed, length),
                        Arrays.copyOfRange(sealed, length, sealed.length))) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(ByteBuffer.wrap(sealed, 0, length)));
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

    private static byte[] seal(byte[] key, byte[] bytes, int length) {
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(new SecretKeySpec(key, SEAL));
            mac.update(bytes, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + SEAL, e);
        }
    }
}
