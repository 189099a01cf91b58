package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /groups/G/downloads}; without a version it is about the newest. */
public record DownloadRequest(
        String file, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer version) {

    public DownloadRequest(String file) {
        this(file, null);
    }
}
