package p2p.peer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import p2p.protocol.file.Manifest;

/** A single file on its way, in {@code NAME.p2p-part}. */
final class FilePart implements PartStore {

    private final Target target;
    private final Manifest manifest;
    private final FileChannel channel;
    private volatile Path path;

    private FilePart(Target target, Manifest manifest, Path path, FileChannel channel) {
        this.target = target;
        this.manifest = manifest;
        this.path = path;
        this.channel = channel;
    }

    /**
     * The file that already stands there, which may be the download; nothing where it cannot be.
     */
    static Optional<PartStore> finished(Target target, Manifest manifest) throws IOException {
        if (!Files.isRegularFile(target.file(), LinkOption.NOFOLLOW_LINKS)
                || Files.size(target.file()) != manifest.size()) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(target.file(), StandardOpenOption.READ);
        return Optional.of(new FilePart(target, manifest, target.file(), channel));
    }

    static FilePart open(Target target, Manifest manifest) throws IOException {
        target.refuseIfTaken();
        FileChannel channel =
                FileChannel.open(
                        target.part(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            if (channel.size() > manifest.size()) {
                channel.truncate(manifest.size());
            }
        } catch (IOException e) {
            Closing.after(e, channel);
            throw e;
        }
        return new FilePart(target, manifest, target.part(), channel);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public boolean read(long position, ByteBuffer into) throws IOException {
        return Reading.fully(channel, position, into);
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
        Writing.fully(channel, position, bytes);
    }

    @Override
    public long stamp() throws IOException {
        return FileStamp.of(path).modified();
    }

    @Override
    public BitSet wanted(BitSet here) {
        BitSet all = new BitSet();
        all.set(0, manifest.pieceCount());
        return all;
    }

    @Override
    public Optional<OldBytes> old(Earlier earlier) {
        return OldFile.of(earlier, manifest);
    }

    /** The file has one of its two names, or both in the moment in which it is finished. */
    @Override
    public void check() throws DiskTrouble {
        if (!Files.isRegularFile(target.part(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target.file(), LinkOption.NOFOLLOW_LINKS)) {
            throw new DiskTrouble(DiskTrouble.Kind.GONE, path + " is not there any more.");
        }
    }

    @Override
    public boolean isPlaced() {
        return path.equals(target.file());
    }

    @Override
    public void verifyWhole(Progress progress) throws IOException {
        MessageDigest digest = manifest.algorithm().newDigest();
        ByteBuffer steps = Reading.steps(manifest.pieceSize());
        for (int piece = 0; piece < manifest.pieceCount(); piece++) {
            long position = manifest.pieceOffset(piece);
            int length = manifest.pieceLength(piece);
            Reading.digest(this, position, length, digest, steps);
            if (!progress.goOn(position + length)) {
                throw new CancellationException("hashing was cancelled");
            }
        }
        if (!MessageDigest.isEqual(digest.digest(), manifest.fileHash())) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.CHANGED,
                    path + " has not the hash that its sharer gave for the whole file.");
        }
    }

    @Override
    public Shared place() throws IOException {
        channel.force(true);
        if (!isPlaced()) {
            target.place();
            path = target.file();
        }
        target.removeTraces();
        target.forceFolder();
        return new SharedFile(path, FileStamp.settled(path));
    }

    @Override
    public void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
