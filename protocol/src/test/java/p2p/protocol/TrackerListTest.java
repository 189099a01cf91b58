package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerListTest {

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
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:0", "ftp://a:1", "a:1 b:2"})
    void aBadLineIsNamed(String line) {
        var e =
                assertThrows(
                        TrackerList.BadTrackerList.class,
                        () -> TrackerList.parse("list", List.of("# x", "a:1", line)));
        assertTrue(e.getMessage().startsWith("Line 3 of list is wrong: "), e::getMessage);
        assertTrue(e.getMessage().endsWith("."), e::getMessage);
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
