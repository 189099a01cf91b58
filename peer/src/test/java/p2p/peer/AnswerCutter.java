package p2p.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/** A way to a tracker on which, when it is told so, the next answer gets lost. */
final class AnswerCutter implements AutoCloseable {

    private final ServerSocket door;
    private final int tracker;
    private final AtomicBoolean loseNext;

    AnswerCutter(int tracker, AtomicBoolean loseNext) throws IOException {
        this.tracker = tracker;
        this.loseNext = loseNext;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::letIn);
    }

    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                var inside = new Socket(InetAddress.getLoopbackAddress(), tracker);
                Thread.ofVirtual().start(() -> carry(client, inside, false));
                Thread.ofVirtual().start(() -> carry(inside, client, true));
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void carry(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read; (read = in.read(buffer)) > 0; ) {
                if (answers && loseNext.compareAndSet(true, false)) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One end is closed, and so is the other one now.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
