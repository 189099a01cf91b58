package p2p.peer.library;

import java.util.Comparator;
import p2p.protocol.session.FileRef;

/** A file's name in a group, whatever its content. */
public record NameInGroup(String group, String file) implements Comparable<NameInGroup> {

    private static final Comparator<NameInGroup> ORDER =
            Comparator.comparing(NameInGroup::group).thenComparing(NameInGroup::file);

    public static NameInGroup of(FileRef ref) {
        return new NameInGroup(ref.group(), ref.file());
    }

    @Override
    public int compareTo(NameInGroup other) {
        return ORDER.compare(this, other);
    }
}
