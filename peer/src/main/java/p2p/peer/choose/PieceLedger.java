package p2p.peer.choose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The blocks of a piece that was begun: which are here and from whom, which are asked for. */
final class PieceLedger {

    static final int NOBODY = -1;

    private final int piece;
    private final int length;
    private final int[] sources;
    private final byte[] copies;
    private final List<Request> requests = new ArrayList<>(4);
    private int firstFree;
    private int free;
    private int here;
    private long askedAt;
    private boolean checking;
    private boolean exclusive;
    private int owner = NOBODY;

    PieceLedger(int piece, int length) {
        this.piece = piece;
        this.length = length;
        sources = new int[PieceGrid.blocksIn(length)];
        copies = new byte[sources.length];
        forgetBlocks();
    }

    int piece() {
        return piece;
    }

    int length() {
        return length;
    }

    /** Blocks that are neither here nor asked for. */
    int free() {
        return free;
    }

    List<Request> requests() {
        return requests;
    }

    long askedAt() {
        return askedAt;
    }

    boolean isChecking() {
        return checking;
    }

    boolean isUntouched() {
        return here == 0 && requests.isEmpty() && !checking && !exclusive;
    }

    /** Whether all of it must come from one peer, so that a second failure proves the guilty. */
    boolean isExclusive() {
        return exclusive;
    }

    int owner() {
        return owner;
    }

    boolean accepts(int peer) {
        return !checking && (!exclusive || owner == peer);
    }

    void own(int peer) {
        owner = peer;
    }

    /** The first block that nobody was asked for; only when there is one. */
    int firstFree() {
        while (!isFree(firstFree)) {
            firstFree++;
        }
        return firstFree;
    }

    private boolean isFree(int block) {
        return copies[block] == 0 && sources[block] == NOBODY;
    }

    /** Bytes of the free run at a block, at most so many. */
    int freeRun(int block, int most) {
        int end = block;
        while (end < sources.length && (end - block) * PieceGrid.BLOCK < most && isFree(end)) {
            end++;
        }
        return bytes(block, end);
    }

    /** The first block of a request that nobody else was asked for, or -1. */
    int firstAskedOnce(Request request) {
        for (int block = request.firstBlock(); block < request.endBlock(); block++) {
            if (isAskedOnce(block)) {
                return block;
            }
        }
        return -1;
    }

    int askedOnceRun(Request request, int block, int most) {
        int end = block;
        while (end < request.endBlock()
                && (end - block) * PieceGrid.BLOCK < most
                && isAskedOnce(end)) {
            end++;
        }
        return bytes(block, end);
    }

    private boolean isAskedOnce(int block) {
        return copies[block] == 1 && sources[block] == NOBODY;
    }

    private int bytes(int block, int end) {
        return Math.min(end * PieceGrid.BLOCK, length) - block * PieceGrid.BLOCK;
    }

    void asked(Request request, long now) {
        requests.add(request);
        askedAt = now;
        for (int block = request.firstBlock(); block < request.endBlock(); block++) {
            free -= isFree(block) ? 1 : 0;
            copies[block]++;
        }
    }

    /** The request was answered, refused, cancelled or given up. */
    void ended(Request request) {
        requests.remove(request);
        for (int block = request.firstBlock(); block < request.endBlock(); block++) {
            copies[block]--;
            if (isFree(block)) {
                free++;
                firstFree = Math.min(firstFree, block);
            }
        }
    }

    /** What lies here now came from this peer; says how many bytes were not here before. */
    int received(int peer, int offset, int count) {
        int fresh = 0;
        int end = offset / PieceGrid.BLOCK + PieceGrid.blocksIn(count);
        boolean any = false;
        for (int block = offset / PieceGrid.BLOCK; block < end; block++) {
            any |= sources[block] == NOBODY;
        }
        for (int block = offset / PieceGrid.BLOCK; any && block < end; block++) {
            if (sources[block] == NOBODY) {
                fresh += bytes(block, block + 1);
                free -= isFree(block) ? 1 : 0;
            }
            sources[block] = peer;
        }
        here += fresh;
        return fresh;
    }

    boolean isHere(Request request) {
        for (int block = request.firstBlock(); block < request.endBlock(); block++) {
            if (sources[block] == NOBODY) {
                return false;
            }
        }
        return true;
    }

    /** Bytes that are not here. */
    int missing() {
        return length - here;
    }

    boolean isComplete() {
        return here == length;
    }

    void check() {
        checking = true;
    }

    /** Runs of bytes that came from the same peer, in order. */
    List<Contribution> contributions() {
        List<Contribution> contributions = new ArrayList<>();
        int begin = 0;
        for (int block = 1; block <= sources.length; block++) {
            if (block == sources.length || sources[block] != sources[begin]) {
                contributions.add(
                        new Contribution(
                                sources[begin], begin * PieceGrid.BLOCK, bytes(begin, block)));
                begin = block;
            }
        }
        return contributions;
    }

    /** Forgets what came from one peer; says how many bytes that were. */
    int forget(int peer) {
        int lost = 0;
        for (int block = 0; block < sources.length; block++) {
            if (sources[block] == peer) {
                sources[block] = NOBODY;
                lost += bytes(block, block + 1);
                free += copies[block] == 0 ? 1 : 0;
                firstFree = Math.min(firstFree, block);
            }
        }
        here -= lost;
        owner = owner == peer ? NOBODY : owner;
        return lost;
    }

    /** Begins again; nothing may be asked for. Says how many bytes were thrown away. */
    int startOver(boolean fromOnePeer) {
        int lost = here;
        forgetBlocks();
        checking = false;
        exclusive |= fromOnePeer;
        owner = NOBODY;
        return lost;
    }

    private void forgetBlocks() {
        Arrays.fill(sources, NOBODY);
        firstFree = 0;
        free = sources.length;
        here = 0;
    }
}
