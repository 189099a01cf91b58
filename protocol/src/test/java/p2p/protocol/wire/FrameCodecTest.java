package p2p.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.file.FileId;

class FrameCodecTest {

    private static final int ROUNDS = 20_000;
    private static final FileId FILE = new FileId("ab".repeat(32));

    /** Keeps what was decoded, as its encoding: records with arrays are not equal by content. */
    private static final class Kept implements FrameHandler {
        final List<Frame> frames = new ArrayList<>();
        final ByteArrayOutputStream payload = new ByteArrayOutputStream();

        @Override
        public void frame(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void payload(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            payload.writeBytes(copy);
        }
    }

    @Test
    void everyFramePassesUnchangedHoweverItIsCut() throws ProtocolException {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (Side side : Side.values()) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            List<byte[]> expected = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Frame frame = randomFrame(side, random);
                expected.add(FrameEncoder.encode(frame));
                sent.writeBytes(expected.getLast());
                if (frame instanceof Frame.Data data) {
                    byte[] bytes = new byte[data.length()];
                    random.nextBytes(bytes);
                    sent.writeBytes(bytes);
                    payload.writeBytes(bytes);
                }
            }
            Kept kept = new Kept();
            FrameDecoder decoder = new FrameDecoder(side, kept);
            ByteBuffer all = ByteBuffer.wrap(sent.toByteArray());
            while (all.hasRemaining()) {
                int length = Math.min(all.remaining(), 1 + random.nextInt(3000));
                decoder.decode(all.slice(all.position(), length));
                all.position(all.position() + length);
            }
            assertEquals(expected.size(), kept.frames.size(), "seed " + seed);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(
                        expected.get(i), FrameEncoder.encode(kept.frames.get(i)), "seed " + seed);
            }
            assertArrayEquals(payload.toByteArray(), kept.payload.toByteArray(), "seed " + seed);
        }
    }

    @Test
    void whateverComesThrowsNothingButTheProtocolsError() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Side side = Side.values()[random.nextInt(2)];
            byte[] bytes = mutated(FrameEncoder.encode(randomFrame(side, random)), random);
            try {
                new FrameDecoder(side, new Kept()).decode(ByteBuffer.wrap(bytes));
            } catch (ProtocolException e) {
                assertTrue(String.valueOf(e.getMessage()).endsWith("."), e.getMessage());
                refused++;
            } catch (RuntimeException e) {
                fail("seed " + seed + ", " + HexFormat.of().formatHex(bytes), e);
            }
        }
        assertTrue(refused > ROUNDS / 10, "only " + refused + " were refused");
    }

    private static byte[] mutated(byte[] bytes, SplittableRandom random) {
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            int at = random.nextInt(Math.min(bytes.length, 64));
            bytes[at] = (byte) random.nextInt(256);
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static Frame randomFrame(Side side, SplittableRandom random) {
        int piece = random.nextInt(Wire.MOST_PIECES);
        int offset = random.nextInt(1 << 24);
        int length = 1 + random.nextInt(5000);
        if (side == Side.DOWNLOADER) {
            return switch (random.nextInt(6)) {
                case 0 -> new Frame.Hello(1, FILE, bytes(random, Wire.LARGEST_TICKET));
                case 1 -> new Frame.Request(piece, offset, length);
                case 2 -> new Frame.Cancel(piece, offset, length);
                case 3 -> new Frame.Ticket(bytes(random, Wire.LARGEST_TICKET));
                case 4 -> new Frame.Bye(ByeCode.DONE, "Grüße " + length);
                default -> new Frame.Ping();
            };
        }
        return switch (random.nextInt(7)) {
            case 0 -> {
                int pieces = random.nextInt(2000);
                BitSet has = new BitSet();
                random.ints(pieces, 0, Math.max(1, pieces)).forEach(has::set);
                yield new Frame.Welcome(1, pieces, has);
            }
            case 1 -> new Frame.Data(piece, offset, length);
            case 2 -> new Frame.Have(piece);
            case 3 -> new Frame.Choke();
            case 4 -> new Frame.Unchoke();
            case 5 -> new Frame.Bye(ByeCode.BUSY, "");
            default -> new Frame.Ping();
        };
    }

    private static byte[] bytes(SplittableRandom random, int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "DOWNLOADER, 00000000",
        "DOWNLOADER, 0010000a",
        "DOWNLOADER, 0000000601",
        "DOWNLOADER, 0000002801485454500001",
        "DOWNLOADER, 0000002701503250570001",
        "DOWNLOADER, 0000022801503250570001",
        "DOWNLOADER, 0000000000",
        "DOWNLOADER, ffffffff03",
        "DOWNLOADER, 7fffffff04",
        "DOWNLOADER, 0000000100",
        "DOWNLOADER, 000000010c",
        "DOWNLOADER, 00000001ff",
        "DOWNLOADER, 000000020b00",
        "DOWNLOADER, 0000000c03",
        "DOWNLOADER, 0000000e03",
        "DOWNLOADER, 0000000504",
        "DOWNLOADER, 0000000107",
        "DOWNLOADER, 0000020209",
        "DOWNLOADER, 0000000109",
        "DOWNLOADER, 0000000d03000000000000000000000000",
        "DOWNLOADER, 0000000d03000000000000000000100001",
        "DOWNLOADER, 0000000d03001000000000000000004000",
        "DOWNLOADER, 0000000d0300000000ffffffff00004000",
        "DOWNLOADER, 0000000d06ffffffff0000000000004000",
        "DOWNLOADER, 000000030affff",
        "DOWNLOADER, 000000040a0001ff",
        "SEEDER, 0000000d03000000000000000000004000",
        "SEEDER, 0000000904",
        "SEEDER, 0010000a04",
        "SEEDER, 0002000802",
        "SEEDER, 00000007020001ffffffff",
        "SEEDER, 0000000702000100000001",
        "SEEDER, 000000080200010000000102",
        "SEEDER, 000000050500100000",
    })
    void brokenFramesAreRefusedAsSoonAsTheyAreSeen(Side side, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        FrameDecoder decoder = new FrameDecoder(side, new Kept());
        ByteBuffer in = ByteBuffer.wrap(bytes);
        assertThrows(ProtocolException.class, () -> decoder.decode(in));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000007015032505700ff",
                "0000040001503250570200",
                "0000002801503250570000"
            })
    void anotherVersionIsKnownByItsFirstBytes(String hex) {
        FrameDecoder decoder = new FrameDecoder(Side.DOWNLOADER, new Kept());
        ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        ProtocolException refused = assertThrows(ProtocolException.class, () -> decoder.decode(in));
        assertEquals(ByeCode.VERSION, refused.code());
        assertEquals("This peer speaks version 1 only.", refused.getMessage());
    }

    @Test
    void aLongReasonIsShortenedToWhatTheWireBears() throws ProtocolException {
        Kept kept = new Kept();
        byte[] bytes = FrameEncoder.encode(new Frame.Bye(ByeCode.DONE, "ä".repeat(400)));
        new FrameDecoder(Side.SEEDER, kept).decode(ByteBuffer.wrap(bytes));
        assertEquals(new Frame.Bye(ByeCode.DONE, "ä".repeat(250)), kept.frames.getFirst());
    }
}
