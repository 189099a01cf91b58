package p2p.peer.choose;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The far end of a connection: answers in order at its rate, and has whatever faults it is given.
 */
final class SimulatedPeer {

    private static final int CHUNK = 64 << 10;

    private final Simulation simulation;
    private final SimulatedDownload download;
    private final Deque<Action.Ask> queue = new ArrayDeque<>();

    final int id;
    final BitSet has = new BitSet();

    double rate;
    long latency;

    /** What it sends through, with others; null where its rate is its own. */
    @Nullable SimulatedUplink uplink;

    /** What it is asked for, where it sends through an uplink. */
    WaitingRequests waiting = new WaitingRequests(new FewestCopies(0));

    /** Every so-manieth block is wrong; 0 for an honest peer. */
    int wrongEvery;

    /** Ends the connection when it is asked for something. */
    boolean leavesWhenAsked;

    boolean obeysCancel = true;
    boolean dead;
    boolean choking;
    boolean connected;
    long connection;

    private boolean sending;
    private int sent;
    private long served;

    SimulatedPeer(Simulation simulation, SimulatedDownload download, int id) {
        this.simulation = simulation;
        this.download = download;
        this.id = id;
    }

    void connect() {
        if (!connected && !download.isBanned(id)) {
            connected = true;
            connection++;
            forgetAll();
            sending = false;
            download.joined(this, (BitSet) has.clone());
            if (choking) {
                download.choked(this, true);
            }
        }
    }

    void disconnect() {
        if (connected) {
            cut();
            download.left(this);
        }
    }

    /** The other end closed the connection. */
    void cut() {
        connected = false;
        connection++;
        forgetAll();
        sending = false;
    }

    void gain(int piece) {
        if (!has.get(piece)) {
            has.set(piece);
            toDownload(() -> download.has(this, piece));
        }
    }

    void choke(boolean choke) {
        choking = choke;
        if (connected) {
            if (choke) {
                forgetAll();
            }
            toDownload(() -> download.choked(this, choke));
        }
    }

    private void toDownload(Runnable message) {
        long on = connection;
        simulation.after(
                latency,
                () -> {
                    if (connected && connection == on) {
                        message.run();
                    }
                });
    }

    private void forgetAll() {
        queue.clear();
        waiting.clear();
    }

    void asked(Action.Ask ask) {
        if (dead || choking) {
            return;
        }
        if (leavesWhenAsked) {
            toDownload(this::disconnect);
            return;
        }
        if (uplink != null) {
            waiting.add(new WaitingRequests.Range(ask.piece(), ask.offset(), ask.length()));
            uplink.send();
        } else {
            queue.add(ask);
            serve();
        }
    }

    void cancelled(Action.Cancel cancel) {
        Action.Ask ask =
                new Action.Ask(cancel.peer(), cancel.piece(), cancel.offset(), cancel.length());
        if (obeysCancel) {
            takeBack(ask);
        }
    }

    private void takeBack(Action.Ask ask) {
        if (uplink != null) {
            waiting.cancel(new WaitingRequests.Range(ask.piece(), ask.offset(), ask.length()));
        } else if (!sending || !ask.equals(queue.peek())) {
            queue.removeLastOccurrence(ask);
        }
    }

    private void serve() {
        if (sending || dead || queue.isEmpty()) {
            return;
        }
        sending = true;
        sent = 0;
        chunk(queue.peek());
    }

    private void chunk(Action.Ask ask) {
        long on = connection;
        int bytes = Math.min(CHUNK, ask.length() - sent);
        bytes = Math.clamp((int) (rate / 10), 1, bytes);
        int size = bytes;
        simulation.after(
                download.congestion() + (long) (size / rate * Simulation.SECOND),
                () -> {
                    if (!connected || connection != on || dead) {
                        return;
                    }
                    if (queue.peek() != ask) {
                        sending = false;
                        serve();
                        return;
                    }
                    sent += size;
                    boolean last = sent == ask.length();
                    download.carry(this, size, last ? ask : null, isWrong(last));
                    if (last) {
                        queue.remove();
                        sending = false;
                        serve();
                    } else {
                        chunk(ask);
                    }
                });
    }

    boolean isWaiting() {
        return connected && !waiting.isEmpty();
    }

    private boolean isWrong(boolean last) {
        return last && wrongEvery > 0 && ++served % wrongEvery == 0;
    }
}
