package p2p.peer.download;

import p2p.peer.order.DownloadState;

/**
 * One download; {@code files} says how many a folder has, and is null for a single file; {@code
 * rate} in bytes a second, {@code eta} in seconds or null, {@code reason} why it failed, was paused
 * or waits.
 */
public record DownloadInfo(
        String group,
        String file,
        long size,
        long have,
        DownloadState state,
        long rate,
        Long eta,
        int peers,
        String path,
        Integer files,
        String reason) {}
