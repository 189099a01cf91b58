package p2p.peer.fetch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import p2p.peer.order.DownloadOrder;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/**
 * What to fetch, as it was ordered; the destination is the file's place. A folder's tree is kept at
 * {@code keptTree} from when it is complete; a single file has none.
 */
public record FetchOrder(
        FileId file, Manifest manifest, DownloadOrder wanted, @Nullable Path keptTree) {

    /** One of a single file, which has no tree. */
    public FetchOrder(FileId file, Manifest manifest, DownloadOrder wanted) {
        this(file, manifest, wanted, null);
    }
}
