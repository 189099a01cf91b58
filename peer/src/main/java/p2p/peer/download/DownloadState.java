package p2p.peer.download;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What has become of a download. */
public enum DownloadState {
    @JsonProperty("downloading")
    DOWNLOADING,
    @JsonProperty("complete")
    COMPLETE,
    @JsonProperty("paused")
    PAUSED,
    @JsonProperty("failed")
    FAILED
}
