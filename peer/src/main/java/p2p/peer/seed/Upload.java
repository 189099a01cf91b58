package p2p.peer.seed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import p2p.peer.choose.WaitingRequests;
import p2p.peer.choose.WaitingRequests.Range;
import p2p.peer.connection.ArrayBuffers;
import p2p.peer.connection.FramedConnection;
import p2p.protocol.ticket.TicketClaims;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.FrameEncoder;
import p2p.protocol.wire.ProtocolException;
import p2p.protocol.wire.Wire;

/** What one downloader has asked for on one connection, and what of it is on its way. */
final class Upload {

    /** The next must be ready when one has left, or the wire falls silent in between. */
    private static final int CHUNKS_IN_FLIGHT = 2;

    private static final int FIRST_CHUNK = 64 << 10;
    private static final int LEAST_CHUNK = 16 << 10;
    private static final int LARGEST_LOADED_CHUNK = 256 << 10;
    private static final long UNUSED_AFTER = 2_000_000_000L;
    private static final long FAST = 100_000_000L;
    private static final long SLOW = 1_000_000_000L;

    /** Bytes that leave next, and the request that they belong to. */
    record Chunk(int piece, int offset, int length, long begunAt) {

        byte[] header() {
            return FrameEncoder.encode(new Frame.Data(piece, offset, length));
        }
    }

    private final FramedConnection connection;
    private final SeededFile seeded;
    private final int number;
    private final Downloader downloader;
    private final int largestChunk;
    private final WaitingRequests requests;
    private TicketClaims claims;
    private boolean choked = true;
    private long grantedAt;
    private long usedAt;
    private long wantedAt;
    private boolean wantedBefore = true;
    private @Nullable Range sending;
    private int sentOfIt;
    private int inFlight;
    private int chunkSize = FIRST_CHUNK;
    private long oldestChunkAt;
    private int tickets;
    private long sent;
    private boolean isFurther;

    Upload(FramedConnection connection, SeededFile seeded, int number, TicketClaims claims) {
        this.connection = connection;
        this.seeded = seeded;
        this.number = number;
        this.claims = claims;
        downloader = Downloader.of(claims);
        requests = new WaitingRequests(seeded.copies());
        largestChunk = isLoaded() ? LARGEST_LOADED_CHUNK : Wire.LARGEST_DATA;
    }

    /** Whether what is sent passes through this process's memory. */
    boolean isLoaded() {
        return connection.isEncrypted() || !seeded.source().isOneFile();
    }

    FramedConnection connection() {
        return connection;
    }

    SeededFile seeded() {
        return seeded;
    }

    /** Keeps its chunks in order among the workers. */
    int number() {
        return number;
    }

    Downloader downloader() {
        return downloader;
    }

    /** Whether its downloader has an earlier connection. */
    boolean isFurther() {
        return isFurther;
    }

    void further(boolean is) {
        isFurther = is;
    }

    TicketClaims claims() {
        return claims;
    }

    void renew(TicketClaims fresh) {
        claims = fresh;
        tickets++;
    }

    int tickets() {
        return tickets;
    }

    boolean isChoked() {
        return choked;
    }

    Sending sending() {
        return new Sending(claims.group(), seeded.id(), claims.user(), sent, choked);
    }

    /** Since when it has its slot. */
    long grantedAt() {
        return grantedAt;
    }

    /** Whether it makes nothing of its slot: asks for nothing, or does not take what is sent. */
    boolean isIdle(long now) {
        return inFlight == 0
                ? requests.isEmpty() && now - usedAt > UNUSED_AFTER
                : now - oldestChunkAt > UNUSED_AFTER;
    }

    /** Whether it asks for something, or did so until it had to wait; who is new seems to. */
    boolean wants(long now) {
        return choked
                ? wantedBefore
                : inFlight > 0 || !requests.isEmpty() || now - wantedAt <= UNUSED_AFTER;
    }

    boolean isSending() {
        return inFlight > 0;
    }

    void choke(boolean choke, long now) {
        wantedBefore = wants(now);
        if (wantedBefore) {
            wantedAt = now;
        }
        choked = choke;
        grantedAt = now;
        usedAt = now;
        requests.clear();
        connection.send(choke ? new Frame.Choke() : new Frame.Unchoke());
    }

    boolean isReady() {
        return !choked
                && !requests.isEmpty()
                && inFlight < CHUNKS_IN_FLIGHT
                && !connection.isEnding();
    }

    boolean isStalled(long now, long most) {
        return inFlight > 0 && now - oldestChunkAt > most;
    }

    void asked(Frame.Request request) throws ProtocolException {
        Range range = range(request.piece(), request.offset(), request.length());
        if (!seeded.has().get(range.piece())) {
            throw new ProtocolException("REQUEST for a piece that was not offered.");
        }
        if (choked) {
            return;
        }
        if (requests.size() == Wire.MOST_REQUESTS) {
            throw new ProtocolException("More than " + Wire.MOST_REQUESTS + " open requests.");
        }
        requests.add(range);
    }

    void cancelled(Frame.Cancel cancel) throws ProtocolException {
        requests.cancel(range(cancel.piece(), cancel.offset(), cancel.length()));
    }

    private Range range(int piece, int offset, int length) throws ProtocolException {
        if (piece >= seeded.manifest().pieceCount()
                || offset > seeded.manifest().pieceLength(piece) - length) {
            throw new ProtocolException("A request beyond the file's end.");
        }
        return new Range(piece, offset, length);
    }

    Chunk nextChunk(int most, long now) {
        Range first = requests.first();
        if (first != sending) {
            sending = first;
            sentOfIt = 0;
        }
        int length = Math.min(Math.min(first.length() - sentOfIt, chunkSize), most);
        Chunk chunk = new Chunk(first.piece(), first.offset() + sentOfIt, length, now);
        sentOfIt += length;
        if (sentOfIt == first.length()) {
            requests.removeFirst();
        }
        if (inFlight++ == 0) {
            oldestChunkAt = now;
        }
        usedAt = now;
        wantedAt = now;
        return chunk;
    }

    void sent(Chunk chunk) {
        sent += chunk.length();
    }

    /** A chunk has left, or will not leave. Slow readers get small ones, which bind less memory. */
    void left(Chunk chunk, long now) {
        inFlight--;
        oldestChunkAt = now;
        long took = now - chunk.begunAt();
        if (took < FAST) {
            chunkSize = Math.min(largestChunk, chunkSize * 2);
        } else if (took > SLOW) {
            chunkSize = Math.max(LEAST_CHUNK, chunkSize / 2);
        }
    }

    /** What to send for the chunk. Waits for the disk. */
    Object load(Chunk chunk) throws IOException {
        long position = seeded.manifest().pieceOffset(chunk.piece()) + chunk.offset();
        if (!isLoaded()) {
            seeded.source().check();
            return new SharedRegion(seeded.channel(), position, chunk.length());
        }
        ByteBuf bytes =
                connection.isEncrypted()
                        ? ArrayBuffers.POOL.heapBuffer(chunk.length())
                        : PooledByteBufAllocator.DEFAULT.directBuffer(chunk.length());
        try {
            seeded.source().read(position, bytes.nioBuffer(0, chunk.length()));
            return bytes.writerIndex(chunk.length()).retain();
        } finally {
            bytes.release();
        }
    }

    /** A region of a file that others go on reading: leaving does not close it. */
    private static final class SharedRegion extends DefaultFileRegion {

        SharedRegion(FileChannel file, long position, long count) {
            super(Objects.requireNonNull(file), position, count);
        }

        @Override
        protected void deallocate() {
            // The channel belongs to the served file.
        }

        @Override
        public FileRegion touch(Object hint) {
            return this;
        }
    }
}
