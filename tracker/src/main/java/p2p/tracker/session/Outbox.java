package p2p.tracker.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The way out to one peer: no more messages are under way than it has said that it takes, the
 * others wait here. What is out of date by then is not sent at all.
 */
final class Outbox {

    private final int window;
    private final int most;
    private final Consumer<String> wire;
    private final Map<Object, String> waiting = new LinkedHashMap<>();
    private int underWay;
    private boolean open;

    /** Nothing is sent until it is opened. */
    Outbox(int window, int most, Consumer<String> wire) {
        this.window = window;
        this.most = most;
        this.wire = wire;
    }

    /** Sends these messages before any that wait already. */
    synchronized void open(List<String> first) {
        var later = new ArrayList<>(waiting.entrySet());
        waiting.clear();
        first.forEach(message -> waiting.put(new Object(), message));
        later.forEach(entry -> waiting.put(entry.getKey(), entry.getValue()));
        open = true;
        send();
    }

    /** False where the peer is too slow, and too many wait. */
    boolean offer(String message) {
        return offer(message, new Object());
    }

    /** The same; a message that waits under the same subject is out of date. */
    synchronized boolean offer(String message, Object subject) {
        waiting.remove(subject);
        waiting.put(subject, message);
        send();
        return waiting.size() <= most;
    }

    /** The peer has dealt with so many messages; false where it has not been sent so many. */
    synchronized boolean acknowledged(int messages) {
        if (messages < 1 || messages > underWay) {
            return false;
        }
        underWay -= messages;
        send();
        return true;
    }

    private void send() {
        var next = waiting.values().iterator();
        while (open && underWay < window && next.hasNext()) {
            String message = next.next();
            next.remove();
            underWay++;
            wire.accept(message);
        }
    }
}
