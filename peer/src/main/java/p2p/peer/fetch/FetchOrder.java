package p2p.peer.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.Earlier;
import p2p.peer.disk.IfExists;
import p2p.peer.disk.TreeSelection;
import p2p.peer.order.DownloadOrder;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/**
 * What to fetch, as it was ordered; the destination is the file's place. A folder's tree is kept at
 * {@code keptTree} from when it is complete; a single file has none. What is the same in {@code
 * earlier} versions is not fetched.
 */
public record FetchOrder(
        FileId file,
        Manifest manifest,
        DownloadOrder wanted,
        @Nullable Path keptTree,
        List<Earlier> earlier) {

    /** One of a single file, which has no tree, and had no earlier version here. */
    public FetchOrder(FileId file, Manifest manifest, DownloadOrder wanted) {
        this(file, manifest, wanted, null, List.of());
    }

    /** Whether it is only to be known what is in a folder, which is nothing to offer to others. */
    boolean isLook() {
        return TreeSelection.NOTHING.equals(wanted.part());
    }

    /** An older version replaces nothing but a part of itself. */
    IfExists ifExists() {
        if (wanted.force()) {
            return IfExists.REPLACE;
        }
        return IfExists.replaceUnchanged(
                earlier.stream()
                        .filter(each -> wanted.version() == null || each.isOf(manifest))
                        .flatMap(each -> each.shared().stream())
                        .toList());
    }

    /** All that may hold some of it, what stands at the destination among them. */
    List<Earlier> sources() {
        Path place = wanted.place();
        return earlier.stream().anyMatch(each -> each.place().equals(place))
                ? earlier
                : Stream.concat(earlier.stream(), Stream.of(Earlier.at(place))).toList();
    }
}
