package p2p.peer.download;

import java.util.List;

/** What is in a shared folder, or below a path in it; {@code more} could not be named besides. */
public record FolderContents(
        String group, String file, int version, List<FolderItem> items, int more) {}
