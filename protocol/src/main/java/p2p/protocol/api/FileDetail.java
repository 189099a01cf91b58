package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file and the first of those who share it; {@code next} goes into the {@code after} of the
 * request for more, where there are more.
 */
public record FileDetail(
        FileInfo file,
        int pieceSize,
        int pieces,
        List<Sharer> sharers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {

    /** The same with all who share it. */
    public FileDetail withAll(List<Sharer> all) {
        return new FileDetail(file, pieceSize, pieces, all, null);
    }

    public record Sharer(String user, boolean online, boolean complete) {}
}
