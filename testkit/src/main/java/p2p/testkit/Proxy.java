package p2p.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The network between others and one program on this machine. */
public final class Proxy implements AutoCloseable {

    /** What it does with what comes: {@code CUT} closes, {@code SWALLOW} answers nothing. */
    public enum Mood {
        PASS,
        DELAY,
        CUT,
        SWALLOW
    }

    /** What becomes of the answers on one connection. */
    public interface Answers {

        /** What is passed on of these bytes; the connection is cut where this fails. */
        byte[] of(byte[] bytes) throws IOException;
    }

    private static final int BUFFER = 16 << 10;

    /** Much fits in, so that what leaves does not depend on who takes it. */
    private static final int SEND_BUFFER = 4 << 20;

    private static final long DELAY_MILLIS = 400;

    private final ServerSocket door;
    private final int inside;
    private final Supplier<Answers> answers;
    private final Set<Socket> through = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong carriedOut = new AtomicLong();
    private volatile Mood mood = Mood.PASS;

    public Proxy(int inside) throws IOException {
        this(inside, () -> bytes -> bytes);
    }

    public Proxy(int inside, Supplier<Answers> answers) throws IOException {
        this.inside = inside;
        this.answers = answers;
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::letIn);
    }

    public int port() {
        return door.getLocalPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    /** All that has left so far, in bytes. */
    public long carriedOut() {
        return carriedOut.get();
    }

    public int connections() {
        return connections.get();
    }

    /** Whatever was swallowed is lost, so its connections do not go on afterwards. */
    public void set(Mood next) {
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
                var within = new Socket(InetAddress.getLoopbackAddress(), inside)) {
            through.add(within);
            if (mood == Mood.CUT) {
                return;
            }
            outside.setSendBufferSize(SEND_BUFFER);
            connections.incrementAndGet();
            Answers change = answers.get();
            Thread back =
                    Thread.ofVirtual()
                            .start(() -> carry(within, outside, bytes -> left(change.of(bytes))));
            carry(outside, within, bytes -> bytes);
            back.join();
            through.remove(within);
        } catch (IOException e) {
            // What is inside is not there; nor is this connection any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        through.remove(outside);
    }

    private byte[] left(byte[] bytes) {
        carriedOut.addAndGet(bytes.length);
        return bytes;
    }

    private void carry(Socket from, Socket to, Answers change) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length; (length = in.read(buffer)) > 0; ) {
                byte[] bytes = change.of(Arrays.copyOf(buffer, length));
                if (mood == Mood.DELAY) {
                    Patience.pause(DELAY_MILLIS);
                }
                if (mood != Mood.SWALLOW) {
                    out.write(bytes);
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
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        through.forEach(Proxy::shut);
    }
}
