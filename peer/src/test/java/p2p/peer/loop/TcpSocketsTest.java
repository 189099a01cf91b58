package p2p.peer.loop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class TcpSocketsTest {

    private final TcpSockets sockets = new TcpSockets();

    @Test
    void saysWhichCongestionControlMayBeChosen() {
        assertTrue(sockets.permits("reno"));
        assertFalse(sockets.permits("no_such_thing"));
    }

    @Test
    void bothEndsOfAConnectionCanBeToldAndAsked() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            var accepted = new CompletableFuture<NetSocket>();
            NetServer server = vertx.createNetServer().connectHandler(accepted::complete);
            int port = await(server.listen(0, "127.0.0.1")).actualPort();
            NetSocket connected = await(vertx.createNetClient().connect(port, "127.0.0.1"));
            for (NetSocket end : new NetSocket[] {connected, accepted.get(10, TimeUnit.SECONDS)}) {
                assertTrue(sockets.congestion(end, "reno"));
                assertFalse(sockets.congestion(end, "no_such_thing"));
                Optional<Duration> roundTrip = sockets.roundTrip(end);
                assertTrue(roundTrip.isPresent());
                assertTrue(roundTrip.get().compareTo(Duration.ofSeconds(1)) < 0);
            }
            await(connected.close());
            assertFalse(sockets.congestion(connected, "reno"));
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
