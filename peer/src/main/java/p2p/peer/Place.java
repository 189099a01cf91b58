package p2p.peer;

import java.util.Comparator;
import p2p.protocol.session.FileRef;

/** A file's name in a group, whatever its content. */
record Place(String group, String file) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::group).thenComparing(Place::file);

    static Place of(FileRef ref) {
        return new Place(ref.group(), ref.file());
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
