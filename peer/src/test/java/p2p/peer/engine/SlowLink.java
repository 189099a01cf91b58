package p2p.peer.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import p2p.protocol.HostPort;
import p2p.protocol.peer.PeerContact;

/** A way to a peer on which no connection gets more than so much, as on one that loses packets. */
final class SlowLink implements AutoCloseable {

    private static final int CHUNK = 16 << 10;

    /** One that somebody has opened. */
    static final class Passing {
        private final Socket here;
        private final Socket there;
        private final AtomicLong bytes = new AtomicLong();
        volatile boolean isOpen = true;

        Passing(Socket here, Socket there) {
            this.here = here;
            this.there = there;
        }

        void cut() {
            isOpen = false;
            close(here);
            close(there);
        }
    }

    private final ServerSocket door;
    private final PeerContact to;
    private final double bytesPerSecond;
    private final List<Passing> all = new CopyOnWriteArrayList<>();

    SlowLink(PeerContact to, long bytesPerSecond) throws IOException {
        this.to = to;
        this.bytesPerSecond = bytesPerSecond;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    PeerContact contact() {
        return new PeerContact(
                new HostPort("127.0.0.1", door.getLocalPort()), to.fingerprint(), to.encryption());
    }

    List<Passing> open() {
        return all.stream().filter(each -> each.isOpen).toList();
    }

    /** Over how many more came than a greeting has. */
    long used() {
        return all.stream().filter(each -> each.bytes.get() > 64 << 10).count();
    }

    private void accept() {
        try {
            while (true) {
                Socket here = door.accept();
                var passing =
                        new Passing(here, new Socket(to.address().host(), to.address().port()));
                all.add(passing);
                Thread.startVirtualThread(() -> pass(passing, here, passing.there, false));
                Thread.startVirtualThread(() -> pass(passing, passing.there, here, true));
            }
        } catch (IOException e) {
            // The door is closed: that is the end.
        }
    }

    private void pass(Passing passing, Socket from, Socket into, boolean isSlow) {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                out.write(chunk, 0, count);
                if (isSlow) {
                    passing.bytes.addAndGet(count);
                    LockSupport.parkNanos((long) (count / bytesPerSecond * 1e9));
                }
            }
        } catch (IOException e) {
            // Either end has gone; both are closed below.
        } finally {
            passing.cut();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        all.forEach(Passing::cut);
    }
}
