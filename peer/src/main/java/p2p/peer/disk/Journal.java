package p2p.peer.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32C;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/**
 * Says which pieces of a part file were verified: a header that binds the content, then records of
 * equal length that are only ever appended. Each has a check sum over itself and its place, so that
 * whatever was torn is noticed, and the journal ends before it. Without a readable header every
 * piece may be there: all must be hashed. The open journal keeps other processes away by its lock.
 */
final class Journal implements Closeable {

    static final int HEADER = 64;
    static final int RECORD = 16;

    private static final long MAGIC = 0x7032702d6a6e6c31L;
    private static final byte[] NO_ID = {};
    private static final int STOPPED = -1;
    private static final int RECORDS_READ_AT_ONCE = 4096;

    private final Path path;
    private final FileChannel channel;
    private final byte[] id;
    private final int pieces;
    private final BitSet claimed = new BitSet();
    private boolean complete;
    private boolean stopped;
    private long stoppedAt;
    private long end;

    private Journal(Path path, FileChannel channel, FileId id, Manifest manifest) {
        this.path = path;
        this.channel = channel;
        this.id = id.bytes();
        this.pieces = manifest.pieceCount();
    }

    static Journal open(Path path, FileId id, Manifest manifest) throws DiskTrouble {
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw DiskTrouble.of(path, e);
        }
        try {
            lock(path, channel);
            Journal journal = new Journal(path, channel, id, manifest);
            journal.readHeader();
            journal.readRecords();
            return journal;
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(path, e);
            Closing.after(trouble, channel);
            throw trouble;
        }
    }

    static void lock(Path path, FileChannel channel) throws IOException {
        boolean locked;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.IN_USE,
                    path + " is in use: this file is being downloaded already.");
        }
    }

    /** Pieces that were verified, or all when that is not known. */
    BitSet claimed() {
        BitSet all = (BitSet) claimed.clone();
        if (!complete) {
            all.set(0, pieces);
        }
        return all;
    }

    /** True when the part is as it was when it was closed last. */
    boolean wasStoppedAt(long stamp) {
        return complete && stopped && stamp == stoppedAt;
    }

    /**
     * Begins again with these pieces. The header comes last: a torn start is one without header.
     */
    void restart(BitSet verified) throws IOException {
        complete = false;
        channel.truncate(0);
        end = HEADER;
        ByteBuffer records = ByteBuffer.allocate(verified.cardinality() * RECORD);
        verified.stream().forEach(piece -> put(records, end + records.position(), piece, 0));
        if (records.flip().hasRemaining()) {
            append(records);
            channel.force(true);
        }
        Writing.fully(channel, 0, header());
        complete = true;
        stopped = false;
    }

    synchronized void claim(int piece) throws IOException {
        append(record(piece, 0));
    }

    /** To be called when all bytes of the part file are on the disk for good. */
    synchronized void stop(long stamp) throws IOException {
        append(record(STOPPED, stamp));
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readHeader() throws IOException {
        ByteBuffer found = ByteBuffer.allocate(HEADER);
        if (!Reading.fully(channel, 0, found)) {
            return;
        }
        found.flip();
        byte[] foundId = new byte[FileId.LENGTH];
        long magic = found.getLong();
        found.get(foundId);
        found.position(HEADER - Integer.BYTES);
        if (magic != MAGIC || found.getInt() != sum(NO_ID, found, 0, HEADER - Integer.BYTES, 0)) {
            return;
        }
        if (!Arrays.equals(foundId, id)) {
            throw new DiskTrouble(
                    DiskTrouble.Kind.IN_USE,
                    path
                            + " belongs to an unfinished download of other content by the same name."
                            + " Finish or cancel that one, or choose another name.");
        }
        complete = true;
        end = HEADER;
    }

    private void readRecords() throws IOException {
        ByteBuffer records = ByteBuffer.allocate(RECORDS_READ_AT_ONCE * RECORD);
        while (complete) {
            Reading.fully(channel, end, records.clear());
            records.flip();
            for (int at = 0; at + RECORD <= records.limit(); at += RECORD) {
                if (!readRecord(records, at)) {
                    return;
                }
                end += RECORD;
            }
            if (records.limit() < records.capacity()) {
                return;
            }
        }
    }

    private boolean readRecord(ByteBuffer records, int at) {
        int piece = records.getInt(at);
        if (records.getInt(at + 12) != sum(id, records, at, 12, end) || piece >= pieces) {
            return false;
        }
        stopped = piece == STOPPED;
        if (stopped) {
            stoppedAt = records.getLong(at + 4);
        } else {
            claimed.set(piece);
        }
        return true;
    }

    private ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER).putLong(MAGIC).put(id);
        int summed = HEADER - Integer.BYTES;
        return header.putInt(summed, sum(NO_ID, header, 0, summed, 0)).clear();
    }

    private ByteBuffer record(int piece, long value) {
        ByteBuffer record = ByteBuffer.allocate(RECORD);
        put(record, end, piece, value);
        return record.flip();
    }

    private void put(ByteBuffer into, long place, int piece, long value) {
        int at = into.position();
        into.putInt(piece).putLong(value);
        into.putInt(sum(id, into, at, 12, place));
    }

    private static int sum(byte[] content, ByteBuffer bytes, int from, int length, long place) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(place).flip());
        sum.update(bytes.array(), from, length);
        return (int) sum.getValue();
    }

    /** The end moves only when all is written: a disk full in between leaves no gap. */
    private void append(ByteBuffer records) throws IOException {
        int length = records.remaining();
        Writing.fully(channel, end, records);
        end += length;
    }
}
