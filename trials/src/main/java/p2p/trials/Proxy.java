package p2p.trials;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between the peers and one tracker. */
final class Proxy implements AutoCloseable {

    /** What it does with what comes: {@code CUT} closes, {@code SWALLOW} answers nothing. */
    enum Mood {
        PASS,
        DELAY,
        CUT,
        SWALLOW
    }

    private static final long DELAY_MILLIS = 400;

    private final ServerSocket door;
    private final int tracker;
    private final Set<Socket> through = ConcurrentHashMap.newKeySet();
    private volatile Mood mood = Mood.PASS;

    Proxy(int tracker) throws IOException {
        this.tracker = tracker;
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::letIn);
    }

    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** Whatever was swallowed is lost, so its connections do not go on afterwards. */
    void set(Mood next) {
        boolean end = next == Mood.CUT || mood == Mood.SWALLOW;
        mood = next;
        if (end) {
            through.forEach(Proxy::shut);
        }
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket outside = door.accept();
                if (mood == Mood.CUT) {
                    outside.close();
                } else {
                    Thread.ofVirtual().start(() -> join(outside));
                }
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void join(Socket outside) {
        through.add(outside);
        try (outside;
                var inside = new Socket(InetAddress.getLoopbackAddress(), tracker)) {
            through.add(inside);
            Thread back = Thread.ofVirtual().start(() -> carry(inside, outside));
            carry(outside, inside);
            back.join();
            through.remove(inside);
        } catch (IOException e) {
            // The tracker is not there; nor is this connection any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        through.remove(outside);
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read; (read = in.read(buffer)) > 0; ) {
                if (mood == Mood.DELAY) {
                    Patience.pause(DELAY_MILLIS);
                }
                if (mood != Mood.SWALLOW) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One end is gone, and the other one goes now.
        }
        shut(from);
        shut(to);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket can be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        through.forEach(Proxy::shut);
    }
}
