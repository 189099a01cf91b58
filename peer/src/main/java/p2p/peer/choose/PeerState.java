package p2p.peer.choose;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import p2p.peer.rate.RateMeter;

/** What is known of one connected peer, and what it was asked for. */
final class PeerState {

    private static final int MOST_RECALLED = 1024;
    private static final double GAP_MEMORY = 30e9;

    private record Range(int piece, int offset, int length) {}

    private final int id;
    private final RateMeter meter = new RateMeter();
    private final Deque<Request> asked = new ArrayDeque<>();
    private final Deque<Range> recalled = new ArrayDeque<>();
    private final PieceSet has;
    private boolean choked;
    private boolean leaving;
    private int outstanding;
    private int ofNext;
    private int strikes;
    private long heardAt;
    private long answeredAt;
    private double longestGap;
    private @Nullable PieceLedger current;
    private long fruitlessAt = -1;
    private long robAgainAt;
    private long restsUntil;

    PeerState(int id, PieceSet has, long now) {
        this.id = id;
        this.has = has;
        robAgainAt = now;
        restsUntil = now;
    }

    int id() {
        return id;
    }

    PieceSet has() {
        return has;
    }

    boolean isChoked() {
        return choked;
    }

    void choked(boolean is) {
        choked = is;
    }

    /** Whether it is asked for nothing more. */
    boolean isLeaving() {
        return leaving;
    }

    void leaving(boolean is) {
        leaving = is;
    }

    /** In the order in which they were asked for. */
    Deque<Request> asked() {
        return asked;
    }

    int outstanding() {
        return outstanding;
    }

    /** How often it kept silent for too long since it last answered. */
    int strikes() {
        return strikes;
    }

    boolean isTrusted() {
        return !choked && strikes == 0;
    }

    boolean isMeasured() {
        return meter.isProven();
    }

    boolean everSent() {
        return meter.total() > 0;
    }

    double rate(long now) {
        return meter.rate(now);
    }

    /** Seconds until it will have sent all that it was asked for. */
    double secondsLeft(long now) {
        return Math.max(0, outstanding - ofNext) / rate(now);
    }

    long heardAt() {
        return heardAt;
    }

    /** Since when it has been at work on the oldest request. */
    long answeredAt() {
        return answeredAt;
    }

    double longestGap() {
        return longestGap;
    }

    /** The piece that it was asked for last. */
    @Nullable PieceLedger current() {
        return current;
    }

    /** Whether nothing was found for it while the pieces were at this state. */
    boolean isFruitless(long state) {
        return fruitlessAt == state;
    }

    void fruitless(long state) {
        fruitlessAt = state;
    }

    void fruitful() {
        fruitlessAt = -1;
    }

    long robAgainAt() {
        return robAgainAt;
    }

    void robAgainAt(long time) {
        robAgainAt = time;
    }

    /** A peer that was robbed is left alone for a while, or it would ask for the same again. */
    boolean isResting(long now) {
        return now < restsUntil;
    }

    void restUntil(long time) {
        restsUntil = time;
    }

    void ask(Request request, long now) {
        if (asked.isEmpty()) {
            meter.start(now);
            heardAt = now;
            answeredAt = now;
            ofNext = 0;
        }
        asked.add(request);
        outstanding += request.length();
        current = request.ledger();
    }

    void arrived(int bytes, long now) {
        if (!asked.isEmpty()) {
            long gap = now - heardAt;
            longestGap = Math.max(gap, longestGap * Math.max(0, 1 - gap / GAP_MEMORY));
            heardAt = now;
            ofNext = Math.min(outstanding, ofNext + bytes);
        }
        meter.add(bytes, now);
    }

    /** The open request for exactly this range, or null. */
    @Nullable Request find(int piece, int offset, int length) {
        for (Request request : asked) {
            if (request.is(piece, offset, length)) {
                return request;
            }
        }
        return null;
    }

    void answered(Request request, long now) {
        ofNext = Math.max(0, ofNext - request.length());
        strikes = 0;
        answeredAt = now;
        end(request, now);
    }

    /**
     * The answer may come all the same, but nobody waits for it. What came last may have been of
     * it.
     */
    void recall(Request request, long now) {
        ofNext = 0;
        recalled.add(new Range(request.ledger().piece(), request.offset(), request.length()));
        if (recalled.size() > MOST_RECALLED) {
            recalled.removeFirst();
        }
        end(request, now);
    }

    /** The answer to a recalled request has come after all. */
    void answeredLate(int length) {
        ofNext = Math.max(0, ofNext - length);
    }

    boolean wasRecalled(int piece, int offset, int length) {
        return recalled.removeFirstOccurrence(new Range(piece, offset, length));
    }

    void end(Request request, long now) {
        if (!asked.removeFirstOccurrence(request)) {
            throw new IllegalStateException("this was not asked of the peer");
        }
        outstanding -= request.length();
        if (asked.isEmpty()) {
            meter.stop(now);
        }
    }

    void strike() {
        strikes++;
    }
}
