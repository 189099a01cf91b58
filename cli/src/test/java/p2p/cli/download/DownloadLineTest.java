package p2p.cli.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import p2p.cli.output.Look;
import p2p.cli.output.Printable;
import p2p.peer.disk.TreeSelection;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadState;

class DownloadLineTest {

    private static DownloadInfo download(
            DownloadState state, String file, @Nullable String reason) {
        return new DownloadInfo(
                "film", file, 1000, 450, 0, state, 12 << 20, 125L, 3, "/x/" + file, null, reason);
    }

    private static String plain(DownloadState state, @Nullable String reason) {
        return DownloadLine.of(download(state, "a.mkv", reason), Look.plain());
    }

    @Test
    void hasTheFormThatUsersKnow() {
        assertEquals(
                "[D] [film] a.mkv  45%  12.0 MiB/s, 2m05s left, 3 peers",
                plain(DownloadState.DOWNLOADING, null));
        var whole =
                new DownloadInfo(
                        "film",
                        "a.mkv",
                        9,
                        9,
                        0,
                        DownloadState.COMPLETE,
                        0,
                        null,
                        0,
                        "/x",
                        null,
                        null);
        assertEquals("[C] [film] a.mkv  100%", DownloadLine.of(whole, Look.plain()));
    }

    @Test
    void saysWhichPartAndVersionItIs() {
        var part =
                new DownloadInfo(
                        "film",
                        "holiday",
                        100,
                        30,
                        0,
                        DownloadState.PAUSED,
                        0,
                        null,
                        0,
                        "/x/holiday",
                        214,
                        null,
                        new TreeSelection("beach/day 1", List.of(), List.of()),
                        2);
        assertEquals(
                "[P] [film] holiday/beach/day 1 (version 2)  30%  paused",
                DownloadLine.of(part, Look.plain()));
    }

    @Test
    void givesTheReason() {
        assertEquals(
                "[P] [film] a.mkv  45%  paused: You paused it.",
                plain(DownloadState.PAUSED, "You paused it."));
        assertEquals(
                "[F] [film] a.mkv  45%  failed: The disk is full.",
                plain(DownloadState.FAILED, "The disk is full."));
    }

    @Test
    void aHostileNameStaysOnOneLineOfTheTerminal() {
        var hostile =
                download(DownloadState.DOWNLOADING, (char) 0x1b + "[2J\n" + "x".repeat(900), null);
        String line = DownloadLine.of(hostile, new Look(false, true, true, false, 80, 24));
        assertTrue(line.startsWith("[D] [film] \\x1b[2J\\n"), line);
        assertTrue(Printable.width(line) <= 80, line);
    }
}
