package p2p.peer.seed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import p2p.peer.choose.FewestCopies;
import p2p.peer.disk.PieceSource;
import p2p.peer.disk.Shared;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/** A file that is served: wholly, or the pieces of it that are verified so far. */
final class SeededFile {

    private final FileId id;
    private final Manifest manifest;
    private final BitSet has;
    private final FewestCopies copies;
    private final Set<Upload> uploads = new LinkedHashSet<>();
    private volatile PieceSource source;
    private @Nullable FileChannel channel;
    private boolean closed;

    SeededFile(FileId id, Manifest manifest, PieceSource source, BitSet has) {
        this.id = id;
        this.manifest = manifest;
        this.source = source;
        this.has = has;
        copies = new FewestCopies(manifest.pieceCount());
    }

    FileId id() {
        return id;
    }

    Manifest manifest() {
        return manifest;
    }

    BitSet has() {
        return has;
    }

    /** How often each piece was given. */
    FewestCopies copies() {
        return copies;
    }

    Set<Upload> uploads() {
        return uploads;
    }

    void join(Upload upload) {
        upload.further(isServedTo(upload.downloader()));
        uploads.add(upload);
    }

    /** The next of the same downloader is its first from then on. */
    void leave(Upload upload) {
        uploads.remove(upload);
        if (!upload.isFurther()) {
            of(upload.downloader()).ifPresent(next -> next.further(false));
        }
    }

    boolean isServedTo(Downloader downloader) {
        return of(downloader).isPresent();
    }

    private Optional<Upload> of(Downloader downloader) {
        return uploads.stream().filter(each -> each.downloader().equals(downloader)).findFirst();
    }

    PieceSource source() {
        return source;
    }

    /** The same bytes, kept elsewhere from now on. */
    void source(PieceSource now) {
        source = now;
    }

    /** For zero-copy; opened once for all, from a thread that may wait for the disk. */
    synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw new IOException("The file is not served any more.");
        }
        if (channel == null) {
            channel = FileChannel.open(source.path(), StandardOpenOption.READ);
        }
        return channel;
    }

    /** Waits for the disk. A part file stays open, for it belongs to its download. */
    synchronized void close() throws IOException {
        closed = true;
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            if (source instanceof Shared shared) {
                shared.close();
            }
        }
    }
}
