package p2p.peer.download;

import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.Folder;
import p2p.peer.refusal.Refusal;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.file.TreeEntry;

/** Says what is in a folder of a group. Waits for the tracker, and perhaps for seeders. */
public record FolderList(TrackerClient trackers, FolderLooks looks) {

    private static final int MOST = 100_000;

    /** The name may go on into the folder. */
    public FolderContents list(String group, String name, @Nullable Integer version) {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        FolderSearch.Found found = new FolderSearch(trackers, group, version).of(path);
        DownloadGrant grant = found.grant();
        if (grant.manifest().folder() == null) {
            throw Refusal.BAD_REQUEST.because(
                    "'%s' in '%s' is a file.".formatted(grant.file(), grant.group()));
        }
        Folder folder = looks.folder(grant);
        List<TreeEntry> entries = below(found.below(), folder.tree().entries());
        if (entries.isEmpty() && !found.below().isEmpty()) {
            throw Refusal.NO_SUCH_FILE.because(
                    "There is nothing called '%s' in '%s/' of '%s'."
                            .formatted(found.below(), grant.file(), grant.group()));
        }
        return new FolderContents(
                grant.group(),
                grant.file(),
                grant.version(),
                entries.stream().limit(MOST).map(FolderItem::of).toList(),
                Math.max(0, entries.size() - MOST));
    }

    /** What is there, and what is in it. */
    private static List<TreeEntry> below(String path, List<TreeEntry> entries) {
        return path.isEmpty()
                ? entries
                : entries.stream()
                        .filter(entry ->
                                entry.path().equals(path) || entry.path().startsWith(path + "/"))
                        .toList();
    }
}
