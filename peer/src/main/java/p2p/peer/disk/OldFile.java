package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import p2p.protocol.file.Manifest;

/**
 * A single file as it may lie in an earlier version of it. Where both are cut alike, each piece is
 * looked for where one with its hash was, and else where it is now.
 */
final class OldFile implements OldBytes {

    private static final int NOWHERE = -1;

    private final FileChannel channel;
    private final Manifest manifest;
    private final Optional<int[]> pieces;

    private OldFile(FileChannel channel, Manifest manifest, Optional<int[]> pieces) {
        this.channel = channel;
        this.manifest = manifest;
        this.pieces = pieces;
    }

    static Optional<OldBytes> of(Earlier earlier, Manifest manifest) {
        if (!Files.isRegularFile(earlier.place(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Optional<int[]> pieces =
                earlier.manifest()
                        .filter(old -> isCutAlike(old, manifest))
                        .map(old -> sources(old, manifest));
        try {
            FileChannel channel =
                    FileChannel.open(
                            earlier.place(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new OldFile(channel, manifest, pieces));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isCutAlike(Manifest old, Manifest now) {
        return old.folder() == null
                && old.pieceSize() == now.pieceSize()
                && old.algorithm() == now.algorithm();
    }

    /** For each piece the one that had its hash. */
    private static int[] sources(Manifest old, Manifest now) {
        Map<ByteBuffer, Integer> byHash = new HashMap<>();
        for (int piece = 0; piece < old.pieceCount(); piece++) {
            byHash.putIfAbsent(hash(old, piece), piece);
        }
        int[] sources = new int[now.pieceCount()];
        Arrays.setAll(sources, piece -> byHash.getOrDefault(hash(now, piece), NOWHERE));
        return sources;
    }

    private static ByteBuffer hash(Manifest manifest, int piece) {
        int length = manifest.algorithm().length();
        return ByteBuffer.wrap(manifest.pieceHashes(), piece * length, length);
    }

    /** Of one piece. */
    @Override
    public boolean read(long position, ByteBuffer into) throws IOException {
        if (pieces.isEmpty()) {
            return Reading.fully(channel, position, into);
        }
        int piece = (int) (position / manifest.pieceSize());
        int source = pieces.get()[piece];
        long moved = (long) (source - piece) * manifest.pieceSize();
        return source != NOWHERE && Reading.fully(channel, position + moved, into);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
