package p2p.peer.library;

import p2p.protocol.session.FileRef;

/** A file's name in a group, whatever its content. */
public record NameInGroup(String group, String file) {

    public static NameInGroup of(FileRef ref) {
        return new NameInGroup(ref.group(), ref.file());
    }
}
