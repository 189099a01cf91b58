package p2p.peer.download;

import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.peer.order.DownloadState;

/**
 * How far an order has come as a whole, whatever the number of its files: {@code left} in bytes of
 * those that are not complete, {@code rate} in bytes a second, {@code eta} in seconds or null, how
 * many files are in which state, and {@code reason} why the first of those that wait does.
 */
public record OrderProgress(
        long left,
        long rate,
        @Nullable Long eta,
        int peers,
        int downloading,
        int complete,
        int paused,
        int failed,
        @Nullable String reason) {

    public static OrderProgress of(List<DownloadInfo> files) {
        int[] states = new int[DownloadState.values().length];
        long left = 0;
        long rate = 0;
        int peers = 0;
        DownloadInfo first = null;
        for (DownloadInfo file : files) {
            states[file.state().ordinal()]++;
            left += file.size() - file.have();
            rate += file.rate();
            peers = Math.max(peers, file.peers());
            boolean isFirst = first == null || file.file().compareTo(first.file()) < 0;
            if (file.state() == DownloadState.DOWNLOADING && file.reason() != null && isFirst) {
                first = file;
            }
        }
        return new OrderProgress(
                left,
                rate,
                rate == 0 ? null : left / rate,
                peers,
                states[DownloadState.DOWNLOADING.ordinal()],
                states[DownloadState.COMPLETE.ordinal()],
                states[DownloadState.PAUSED.ordinal()],
                states[DownloadState.FAILED.ordinal()],
                first == null ? null : first.reason());
    }
}
