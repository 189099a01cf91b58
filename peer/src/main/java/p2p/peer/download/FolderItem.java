package p2p.peer.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.TreeEntry;

/**
 * One thing in a shared folder; {@code kind} is {@code file}, {@code folder} or {@code link}, which
 * has a {@code target} and no time.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FolderItem(
        String path,
        String kind,
        long size,
        boolean executable,
        @Nullable Instant modified,
        @Nullable String target) {

    static FolderItem of(TreeEntry entry) {
        return switch (entry) {
            case TreeEntry.File file ->
                    new FolderItem(
                            file.path(),
                            "file",
                            file.size(),
                            file.executable(),
                            time(file.modified()),
                            null);
            case TreeEntry.Folder folder ->
                    new FolderItem(
                            folder.path(), "folder", 0, false, time(folder.modified()), null);
            case TreeEntry.Link link ->
                    new FolderItem(link.path(), "link", 0, false, null, link.target());
        };
    }

    private static Instant time(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
    }
}
