package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.peer.Fingerprint;

class TrackerListTest {

    private static final String IDENTITY =
            "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
    private static final String OTHER =
            "0b0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";

    @TempDir Path folder;

    @Test
    void linesAreNumberedWithoutBlanksAndRemarks() throws Exception {
        Path file = folder.resolve("tracker_info.txt");
        Files.writeString(
                file,
                """
                # ours

                127.0.0.1:7001
                  https://tracker.example.org:443/  # far away
                http://[::1]:7003
                """);
        assertEquals(
                List.of(
                        "http://127.0.0.1:7001",
                        "https://tracker.example.org:443",
                        "http://[::1]:7003"),
                TrackerList.read(file).trackers().stream().map(TrackerList.Entry::url).toList());
        assertEquals(2, TrackerList.read(file).trackers().get(1).number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:0",
                "ftp://a:1",
                "a:1 b:2",
                "a:1 0a",
                "https://a:1 " + IDENTITY,
                "http://a:1 " + IDENTITY
            })
    void aBadLineIsNamed(String line) {
        var e =
                assertThrows(
                        TrackerList.BadTrackerList.class,
                        () -> TrackerList.parse("list", List.of("# x", "a:1", line)));
        assertTrue(e.getMessage().startsWith("Line 3 of list is wrong: "), e::getMessage);
        assertTrue(e.getMessage().endsWith("."), e::getMessage);
    }

    @Test
    void aLineMayNameTheTrackersIdentity() throws Exception {
        var trackers =
                TrackerList.parse(
                                "list",
                                List.of(
                                        "10.0.0.5:7000  " + IDENTITY.toUpperCase(Locale.ROOT),
                                        "[::1]:7001\t" + IDENTITY + " # the other one"))
                        .trackers();
        assertEquals(
                List.of("10.0.0.5:7000 " + IDENTITY, "[::1]:7001 " + IDENTITY),
                trackers.stream().map(TrackerList.Entry::line).toList());
        assertEquals("https://10.0.0.5:7000", trackers.getFirst().url());
        assertEquals(Optional.of(new Fingerprint(IDENTITY)), trackers.getFirst().identity());
        assertFalse(trackers.getFirst().isAt(TrackerList.entry(1, "10.0.0.5:7000 " + OTHER)));
        assertFalse(trackers.getFirst().isAt(TrackerList.entry(1, "http://10.0.0.5:7000")));
        assertFalse(trackers.getFirst().isAt(TrackerList.entry(1, "10.0.0.6:7000")));
        assertTrue(trackers.getFirst().isAt(TrackerList.entry(1, "10.0.0.5:7000")));
        assertTrue(TrackerList.entry(1, "10.0.0.5:7000").isAt(trackers.getFirst()));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7001,NONE",
        "127.7.7.7:7001,NONE",
        "localhost:7001,NONE",
        "[::1]:7001,NONE",
        "http://10.0.0.5:7001,NONE",
        "https://127.0.0.1:7001,AUTHORITIES",
        "10.0.0.5:7001,IDENTITY",
        "[fd00::1]:7001,IDENTITY",
        "127.0.0.1.example.org:7001,IDENTITY",
        "localhost.example.org:7001,IDENTITY",
        "128.0.0.1:7001,IDENTITY",
        "127.999.1.1:7001,IDENTITY",
        "127.0.0.256:7001,IDENTITY",
        "127.255.249.0:7001,NONE",
        "127.1:7001,IDENTITY"
    })
    void withoutAWordOfTheirsTheyArePlainOnThisMachineAlone(
            String line, TrackerList.Protection protection) {
        assertEquals(protection, TrackerList.entry(1, line).protection());
        assertEquals(line.startsWith("http://"), TrackerList.entry(1, line).isOpen());
    }

    @Test
    void anIdentityHoldsForTheLinesWithout() throws Exception {
        TrackerList unknown = TrackerList.parse("list", List.of("a:1", "http://a:2"));
        assertTrue(unknown.isUnknown());
        TrackerList known =
                TrackerList.parse("list", List.of("a:1", "http://a:2", "a:3 " + IDENTITY));
        assertFalse(known.isUnknown());
        assertTrue(known.isSameAs(TrackerList.parse("list", List.of("a:1", "http://a:2", "a:3"))));
        assertFalse(known.isSameAs(unknown));
        assertFalse(known.isSameAs(TrackerList.parse("list", List.of("http://a:2", "a:1", "a:3"))));
        assertEquals(
                List.of("a:1 " + IDENTITY, "http://a:2", "a:3 " + IDENTITY),
                known.trackers().stream().map(TrackerList.Entry::line).toList());
    }

    @Test
    void oneListHasOneIdentity() {
        var e =
                assertThrows(
                        TrackerList.BadTrackerList.class,
                        () ->
                                TrackerList.parse(
                                        "list", List.of("a:1 " + IDENTITY, "a:2 " + OTHER)));
        assertEquals(
                "list names two identities; its trackers are those of one database, and share one.",
                e.getMessage());
    }

    @Test
    void aFileWithoutTrackersOrNoFileIsRefused() {
        assertThrows(
                TrackerList.BadTrackerList.class,
                () -> TrackerList.parse("list", List.of("", "# none")));
        assertThrows(
                TrackerList.BadTrackerList.class, () -> TrackerList.read(folder.resolve("none")));
        assertThrows(TrackerList.BadTrackerList.class, () -> TrackerList.read(folder));
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThrows(TrackerList.BadTrackerList.class, () -> TrackerList.read(file));
    }
}
