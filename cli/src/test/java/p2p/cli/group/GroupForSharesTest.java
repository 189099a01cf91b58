package p2p.cli.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.protocol.Names;

class GroupForSharesTest {

    @ParameterizedTest
    @CsvSource({
        "/home/ann/holiday, holiday",
        "/home/ann/My holiday (2026).mkv, My-holiday-2026-.mkv",
        "/home/ann/.config, config",
        "/home/ann/Ferien in Zürich, Ferien-in-Z-rich",
        "/home/ann/日本, files",
        "/home/ann/--, files",
        "/, files"
    })
    void aGroupIsNamedAfterItsFirstPath(Path place, String name) {
        assertEquals(name, GroupForShares.nameFor(place));
        assertEquals(Optional.empty(), Names.whyNotName(name));
    }

    @Test
    void aLongNameLeavesRoomForWhatTellsItFromOthers() {
        assertEquals("n".repeat(48), GroupForShares.nameFor(Path.of("/" + "n".repeat(200))));
    }
}
