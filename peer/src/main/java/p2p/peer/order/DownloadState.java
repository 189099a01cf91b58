package p2p.peer.order;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What has become of a download. One that waits for its turn, or for somebody who has the file, is
 * on its way all the same; a paused one goes on only when the user says so. The other names are
 * those under which earlier versions kept it.
 */
public enum DownloadState {
    @JsonProperty("downloading")
    @JsonAlias("ACTIVE")
    DOWNLOADING,
    @JsonProperty("complete")
    @JsonAlias("COMPLETE")
    COMPLETE,
    @JsonProperty("paused")
    @JsonAlias("PAUSED")
    PAUSED,
    @JsonProperty("failed")
    @JsonAlias("FAILED")
    FAILED
}
