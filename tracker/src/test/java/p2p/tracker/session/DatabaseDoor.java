package p2p.tracker.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import p2p.tracker.postgres.DatabaseAccess;

/** A way to a database that can be shut, which cuts off all who came through it. */
final class DatabaseDoor implements AutoCloseable {

    private final URI database;
    private final ServerSocket door;
    private final Set<Socket> through = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    DatabaseDoor(DatabaseAccess access) throws IOException {
        database = URI.create(access.url().replaceFirst("^jdbc:", ""));
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::letIn);
    }

    String url() {
        return "postgresql://127.0.0.1:" + door.getLocalPort() + database.getPath();
    }

    void shut() throws IOException {
        shut = true;
        for (Socket socket : through) {
            socket.close();
        }
    }

    void open() {
        shut = false;
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket outside = door.accept();
                through.add(outside);
                if (shut) {
                    outside.close();
                    continue;
                }
                var inside = new Socket(database.getHost(), database.getPort());
                through.add(inside);
                if (shut) {
                    inside.close();
                }
                carry(outside, inside);
                carry(inside, outside);
            } catch (IOException e) {
                continue;
            }
        }
    }

    private static void carry(Socket from, Socket to) {
        Thread.ofVirtual()
                .start(() -> {
                    try (from;
                            to) {
                        from.getInputStream().transferTo(to.getOutputStream());
                    } catch (IOException e) {
                        // One end is closed, and so is the other one now.
                        return;
                    }
                });
    }

    @Override
    public void close() throws IOException {
        shut();
        door.close();
    }
}
