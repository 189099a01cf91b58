package p2p.trials;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The network between others and one tracker or one peer. */
final class Proxy {

    /** What it does with what comes: {@code CUT} closes, {@code SWALLOW} answers nothing. */
    enum Mood {
        PASS,
        DELAY,
        CUT,
        SWALLOW
    }

    private static final int BUFFER = 16 << 10;

    /** Much fits in, so that what leaves does not depend on who takes it. */
    private static final int SEND_BUFFER = 4 << 20;

    private static final long DELAY_MILLIS = 400;

    final String name;
    private final ServerSocket door;
    private final int inside;
    private final Map<String, String> told;
    private final Set<Socket> through = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong carriedOut = new AtomicLong();
    private volatile Mood mood = Mood.PASS;

    Proxy(String name, int inside) throws IOException {
        this(name, inside, Map.of());
    }

    /** Whatever is told of an address in {@code told} is told of the other one instead. */
    Proxy(String name, int inside, Map<String, String> told) throws IOException {
        this.name = name;
        this.inside = inside;
        this.told = told;
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::letIn);
    }

    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** All that has left so far, in bytes. */
    long carriedOut() {
        return carriedOut.get();
    }

    int connections() {
        return connections.get();
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
        while (true) {
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
            outside.setSendBufferSize(SEND_BUFFER);
            connections.incrementAndGet();
            through.add(within);
            var retold = new Retold(told);
            Thread back =
                    Thread.ofVirtual()
                            .start(() -> carry(within, outside, bytes -> left(retold.of(bytes))));
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

    private void carry(Socket from, Socket to, UnaryOperator<byte[]> change) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length; (length = in.read(buffer)) > 0; ) {
                byte[] bytes = change.apply(Arrays.copyOf(buffer, length));
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
            throw new IllegalStateException("a socket can be closed", e);
        }
    }
}
