package p2p.peer.library;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.FileStamp;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.FileRef;

/**
 * A file that a user of this home shares from here. The stamp tells whether it is still the file
 * that was hashed, so that it need not be hashed again. A tracker has it in the user's shares where
 * it is {@code known}; where not, it is still to be told. One that was {@code downloaded} is a copy
 * of what the group had, and not somebody's original. Of a part of a folder {@code part} says which
 * pieces are here, as {@link BitSet} has it; it is null for all.
 */
public record KeptShare(
        String user,
        String group,
        String file,
        FileId id,
        Manifest manifest,
        String path,
        FileStamp stamp,
        boolean known,
        boolean downloaded,
        @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] part) {

    @JsonCreator
    public KeptShare {}

    /** One of all that there is. */
    public KeptShare(
            String user,
            String group,
            String file,
            FileId id,
            Manifest manifest,
            String path,
            FileStamp stamp,
            boolean known,
            boolean downloaded) {
        this(user, group, file, id, manifest, path, stamp, known, downloaded, null);
    }

    public KeptShare asKnown() {
        return new KeptShare(user, group, file, id, manifest, path, stamp, true, downloaded, part);
    }

    @JsonIgnore
    public boolean isPart() {
        return part != null;
    }

    /** Whether that one lies where this one does, and as much of it. */
    public boolean liesLike(KeptShare other) {
        return path.equals(other.path) && Arrays.equals(part, other.part);
    }

    /** The pieces of it that are here, where that is a part. */
    public Optional<BitSet> pieces() {
        return Optional.ofNullable(part).map(BitSet::valueOf);
    }

    public FileRef ref() {
        return new FileRef(group, file, id);
    }

    /** How many files a folder has; null where it is a single file. */
    public @Nullable Integer files() {
        return manifest.folder() == null ? null : manifest.folder().files();
    }

    public Path place() {
        return Path.of(path);
    }

    String key() {
        return user + "\n" + group + "\n" + file + "\n" + id.hex();
    }
}
