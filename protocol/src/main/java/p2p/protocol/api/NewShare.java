package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/**
 * Body of {@code POST /groups/G/shares}: the file's manifest, never the file. {@code besides} are
 * older versions that the sharer has still; those that are not named are not shared any more.
 */
public record NewShare(
        String file,
        Manifest manifest,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<FileId> besides) {

    public NewShare(String file, Manifest manifest) {
        this(file, manifest, null);
    }
}
