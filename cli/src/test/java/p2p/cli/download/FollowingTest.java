package p2p.cli.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadState;

class FollowingTest {

    private static final long TWO_SECONDS = 2_000_000_000;
    private static final long MIB = 1 << 20;

    private static DownloadInfo download(DownloadState state, long have, long taken) {
        return new DownloadInfo(
                "film", "a", 8 * MIB, have * MIB, taken * MIB, state, 0, null, 0, "/x", null, null);
    }

    /** Of 8 MiB. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, '8.0 MiB, 4.0 MiB/s'",
        "6, 0, 0, '8.0 MiB, 1.0 MiB/s'",
        "0, 0, 4, '8.0 MiB, of which 4.0 MiB were here already, 2.0 MiB/s'",
        "6, 4, 4, '8.0 MiB, of which 4.0 MiB were here already, 1.0 MiB/s'",
        "0, 0, 8, '8.0 MiB, of which 8.0 MiB were here already'",
        "8, 0, 0, 8.0 MiB"
    })
    void countsWhatCameMeanwhile(long haveBefore, long takenBefore, long taken, String said) {
        var begun = download(DownloadState.DOWNLOADING, haveBefore, takenBefore);
        var ended = download(DownloadState.COMPLETE, 8, taken);
        assertEquals(said, Following.amount(List.of(begun), List.of(ended), TWO_SECONDS));
    }

    @Test
    void countsAllTogether() {
        var begun = download(DownloadState.DOWNLOADING, 0, 0);
        var resumed = download(DownloadState.DOWNLOADING, 6, 0);
        var ended = download(DownloadState.COMPLETE, 8, 0);
        assertEquals(
                "16.0 MiB, 5.0 MiB/s",
                Following.amount(List.of(begun, resumed), List.of(ended, ended), TWO_SECONDS));
    }
}
