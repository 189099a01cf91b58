package p2p.tracker.catalog;

import p2p.protocol.file.FileId;
import p2p.protocol.session.FileRef;
import p2p.tracker.group.GroupRef;

/**
 * A file in a group, as the rest of the tracker knows it: one content of its name's, which may be
 * the {@code newest} or an older version.
 */
public record SharedFile(long id, GroupRef group, String name, FileId content, boolean newest) {

    public FileRef ref() {
        return new FileRef(group.name(), name, content);
    }
}
