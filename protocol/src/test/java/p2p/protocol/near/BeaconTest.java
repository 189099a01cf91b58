package p2p.protocol.near;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeaconTest {

    private static final HexFormat HEX = HexFormat.of();

    /** _p2p-tracker._tcp.local */
    private static final String SERVICE = "0c5f7032702d747261636b6572045f746370056c6f63616c00";

    private static final Question QUESTION = new Question(0x4711, true, Set.of());
    private static final IpAddress SHORT = new IpAddress(HEX.parseHex("c0a80105"));
    private static final IpAddress LONG =
            new IpAddress(HEX.parseHex("fd000000000000000000000000000005"));
    private static final Beacon OFFICE =
            new Beacon(
                    "office",
                    "office-p2p-7001.local",
                    7001,
                    false,
                    Optional.empty(),
                    List.of(SHORT, LONG));

    private static ByteBuffer message(String... parts) {
        return ByteBuffer.wrap(HEX.parseHex(String.join("", parts)));
    }

    private static String hex(ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        return HEX.formatHex(bytes);
    }

    @Test
    void aQuestionHasTheseBytes() {
        assertEquals(
                "4711" + "0000" + "0001000000000000" + SERVICE + "000c" + "8001",
                hex(QUESTION.write()));
        assertEquals(Optional.of(QUESTION), Question.read(QUESTION.write()));
    }

    @Test
    void anAnswerForAMomentHasTheseBytes() {
        assertEquals(
                "4711"
                        + "8400"
                        + "0001000100000004"
                        + (SERVICE + "000c" + "0001")
                        // PTR, with a pointer to the question's name; the name that it gives is at
                        // 53.
                        + ("c00c"
                                + "000c"
                                + "0001"
                                + "0000000a"
                                + "0009"
                                + "066f6666696365"
                                + "c00c")
                        // SRV: the port, and a host whose name is at 80.
                        + ("c035" + "0021" + "0001" + "0000000a" + "0018" + "00000000" + "1b59")
                        + ("0f6f66666963652d7032702d37303031" + "c01e")
                        + ("c035" + "0010" + "0001" + "0000000a" + "0010")
                        + ("09747874766572733d31" + "05746c733d30")
                        + ("c050" + "0001" + "0001" + "0000000a" + "0004" + "c0a80105")
                        + ("c050" + "001c" + "0001" + "0000000a" + "0010")
                        + "fd000000000000000000000000000005",
                hex(OFFICE.answer(QUESTION)));
    }

    @Test
    void whatWasWrittenIsRead() {
        assertEquals(List.of(OFFICE), Beacon.read(OFFICE.answer(QUESTION), QUESTION));
        var secure =
                new Beacon(
                        "attic (2)",
                        "tracker.example.org",
                        7443,
                        true,
                        Optional.empty(),
                        List.of());
        assertEquals(List.of(secure), Beacon.read(secure.answer(QUESTION), QUESTION));
        assertFalse(secure.isLocal());
        ByteBuffer toAll = OFFICE.answer();
        assertEquals("0000" + "8400" + "0000000100000004", hex(toAll).substring(0, 24));
        assertEquals(List.of(OFFICE), Beacon.read(toAll, Question.ofTheMoment(0)));
        assertEquals(List.of(), Beacon.read(OFFICE.answer(QUESTION), Question.ofTheMoment(1)));
    }

    @Test
    void theLongestFits() {
        var longest =
                new Beacon(
                        "n".repeat(Beacon.LONGEST_NAME),
                        ("h".repeat(62) + ".").repeat(4) + "h",
                        65_535,
                        true,
                        Optional.empty(),
                        Collections.nCopies(Beacon.MOST_ADDRESSES, LONG));
        ByteBuffer answer = longest.answer(QUESTION);
        assertTrue(answer.remaining() <= NearService.LONGEST_WRITTEN);
        assertEquals(longest.host(), Beacon.read(answer, QUESTION).getFirst().host());
        var tooMany = Collections.nCopies(Beacon.MOST_ADDRESSES + 1, LONG);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Beacon("n", "h.local", 1, true, Optional.empty(), tooMany));
    }

    @Test
    void aQuestionIsOneForTrackers() {
        String one = "0000" + "0000" + "0001000000000000";
        // Capitals mean nothing; any type is asked for; everybody may hear the answer.
        Question toAll =
                Question.read(message(one, SERVICE.replace("7032702d", "5032502d"), "00ff", "0001"))
                        .orElseThrow();
        assertEquals(new Question(0, false, Set.of()), toAll);
        // _p2p-trackeq
        String other = "0c5f7032702d747261636b6571045f746370056c6f63616c00";
        for (String none :
                List.of(
                        one + other + "000c0001",
                        one + SERVICE + "00010001", // its address
                        one + SERVICE + "000c0003", // of another class
                        "0000" + "8000" + "0001000000000000" + SERVICE + "000c0001", // an answer
                        "0000" + "2800" + "0001000000000000" + SERVICE + "000c0001")) { // an update
            assertEquals(Optional.empty(), Question.read(message(none)), none);
        }
        // With two questions, of which one wants everybody to hear.
        String two = "0000" + "0000" + "0002000000000000";
        assertEquals(
                Optional.of(new Question(0, false, Set.of())),
                Question.read(message(two, SERVICE, "000c8001", "c00c", "000c0001")));
    }

    @Test
    void whoIsKnownLongEnoughNeedNotAnswer() {
        String head = "0000" + "0000" + "0001000100000000" + SERVICE + "000c" + "0001";
        String known = "0009" + "064f6666696365" + "c00c";
        assertEquals(
                Set.of("Office"),
                Question.read(message(head, "c00c000c0001", "0000003c", known)).get().known());
        assertEquals(
                Set.of(),
                Question.read(message(head, "c00c000c0001", "0000003b", known)).get().known());
    }

    @Test
    void whatIsNoMessageIsNothing() {
        String one = "4711" + "0000" + "0001000000000000";
        for (String garbage :
                List.of(
                        "",
                        "4711",
                        one,
                        one + "c00c" + "000c0001", // a pointer to itself
                        one + "c00e" + "c00c" + "000c0001", // one forward, which leads back
                        one + "0161" + "c00c" + "000c0001", // round and round
                        one + "40" + "000c0001", // a label of a kind that there is not
                        one + SERVICE.substring(0, 20),
                        one + "3f61".repeat(9),
                        one + ("3f" + "61".repeat(63)).repeat(4) + "00" + "000c0001", // 257 bytes
                        "4711" + "0000" + "ffffffffffffffff" + SERVICE + "000c0001")) {
            assertEquals(Optional.empty(), Question.read(message(garbage)), garbage);
            assertEquals(List.of(), Beacon.read(message(garbage), QUESTION), garbage);
        }
        ByteBuffer tooLong = ByteBuffer.allocate(NearService.LONGEST_READ + 1);
        tooLong.put(QUESTION.write()).clear();
        assertEquals(Optional.empty(), Question.read(tooLong));
        assertEquals(Optional.of(QUESTION), Question.read(tooLong.limit(9_000)));
    }

    @Test
    void anAnswerWithoutAPlaceOrWithTooManyNamesIsBounded() {
        String answer = hex(OFFICE.answer(QUESTION));
        // Without the SRV record: another type stands in its place.
        assertEquals(
                List.of(), Beacon.read(message(answer.replace("c0350021", "c0350022")), QUESTION));
        // Gone: it may be believed for no time at all.
        assertEquals(
                List.of(), Beacon.read(message(answer.replace("0000000a", "00000000")), QUESTION));
        // 40 trackers in one message, all on one host.
        var many = new StringBuilder("4711" + "8400" + "0000" + "0050" + "00000000");
        many.append(SERVICE).append("000c00010000000a0004").append("0161c00c");
        many.append("c02f").append("002100010000000a0009").append("0000000000010168" + "00");
        IntStream.range(1, 40)
                .mapToObj(i -> HEX.toHexDigits((byte) (0x21 + i)))
                .forEach(label ->
                        many.append("c00c000c00010000000a0004" + "01" + label + "c00c")
                                .append("01" + label + "c00c" + "002100010000000a0009")
                                .append("0000000000010168" + "00"));
        List<Beacon> read = Beacon.read(message(many.toString()), QUESTION);
        assertEquals(32, read.size());
        assertEquals(new Beacon("a", "h", 1, false, Optional.empty(), List.of()), read.getFirst());
    }

    @Test
    void noiseIsNeverThrown() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        byte[] answer = HEX.parseHex(hex(OFFICE.answer(QUESTION)));
        byte[] question = HEX.parseHex(hex(QUESTION.write()));
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = (i % 2 == 0 ? answer : question).clone();
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            }
            ByteBuffer message = ByteBuffer.wrap(noise, 0, random.nextInt(noise.length + 1));
            Question.read(message);
            assertTrue(Beacon.read(message, QUESTION).size() <= 32);
            random.nextBytes(noise);
            Question.read(ByteBuffer.wrap(noise));
            Beacon.read(ByteBuffer.wrap(noise), QUESTION);
        }
    }

    @Test
    void addressesAreOfOneMachineOrNot() {
        assertEquals("192.168.1.5", SHORT.toString());
        assertEquals("fd00:0:0:0:0:0:0:5", LONG.toString());
        assertTrue(SHORT.isOfOneMachine());
        assertTrue(LONG.isOfOneMachine());
        for (String none :
                List.of(
                        "00000000",
                        "7f000001",
                        "e00000fb",
                        "ffffffff",
                        "00000000000000000000000000000001",
                        "fe800000000000000000000000000001",
                        "ff0200000000000000000000000000fb")) {
            assertFalse(new IpAddress(HEX.parseHex(none)).isOfOneMachine(), none);
        }
        assertThrows(IllegalArgumentException.class, () -> new IpAddress(new byte[5]));
    }
}
