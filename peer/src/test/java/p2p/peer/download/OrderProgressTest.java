package p2p.peer.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import p2p.peer.order.DownloadState;

class OrderProgressTest {

    @Test
    void anOrderIsTheSumOfItsFiles() {
        var files =
                List.of(
                        file("c", 100, 40, DownloadState.DOWNLOADING, 7, 2, null),
                        file("b", 100, 50, DownloadState.DOWNLOADING, 3, 3, "Second."),
                        file("a", 100, 0, DownloadState.DOWNLOADING, 0, 0, "First."),
                        file("0", 9, 9, DownloadState.COMPLETE, 0, 0, null),
                        file("1", 9, 4, DownloadState.PAUSED, 0, 0, "You paused it."),
                        file("2", 9, 9, DownloadState.FAILED, 0, 0, "It failed."));
        assertEquals(
                new OrderProgress(215, 10, 21L, 3, 3, 1, 1, 1, "First."), OrderProgress.of(files));
        assertEquals(
                new OrderProgress(0, 0, null, 0, 0, 0, 0, 0, null), OrderProgress.of(List.of()));
    }

    private static DownloadInfo file(
            String name,
            long size,
            long have,
            DownloadState state,
            long rate,
            int peers,
            @Nullable String reason) {
        return new DownloadInfo(
                "films",
                name,
                size,
                have,
                0,
                state,
                rate,
                null,
                peers,
                "/to/" + name,
                null,
                reason);
    }
}
