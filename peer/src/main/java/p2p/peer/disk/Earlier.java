package p2p.peer.disk;

import java.nio.file.Path;
import java.util.Optional;
import p2p.protocol.file.Manifest;

/**
 * What lies on this disk of an earlier version of what is downloaded: what is the same is taken
 * from there instead of being fetched. Nothing of it is believed.
 *
 * @param manifest what it was when it was hashed, where that is known
 * @param keptTree where the tree is kept that it had then, where it is a folder
 * @param shared a copy that gives way to a newer version as long as it is as it was
 */
public record Earlier(
        Path place, Optional<Manifest> manifest, Optional<Path> keptTree, Optional<Shared> shared) {

    /** Something that stands there, of which nothing is known. */
    public static Earlier at(Path place) {
        return new Earlier(place, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether it is a part of this very content. */
    public boolean isOf(Manifest wanted) {
        return manifest.filter(wanted::equals).isPresent();
    }
}
