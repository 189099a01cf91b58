package p2p.peer.tracker;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.testkit.TestAuthority;

/** A tracker that does what a test tells it to. */
final class FakeTracker implements AutoCloseable {

    final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();
    final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    final AtomicInteger failedHandshakes = new AtomicInteger();
    private final boolean secure;
    private final HttpServer server;
    private volatile Consumer<HttpServerRequest> answer = r -> json(r, 200, "{}");
    private volatile Consumer<ServerWebSocket> attached = _ -> {};
    private volatile int upgradeStatus;

    FakeTracker(Vertx vertx) {
        this(vertx, new HttpServerOptions());
    }

    static FakeTracker withTls(Vertx vertx, TestAuthority.Certified certified) {
        return new FakeTracker(
                vertx,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .addCertPath(certified.certificate().toString())
                                        .addKeyPath(certified.key().toString())));
    }

    private FakeTracker(Vertx vertx, HttpServerOptions options) {
        secure = options.isSsl();
        server =
                vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                        .exceptionHandler(_ -> failedHandshakes.incrementAndGet())
                        .requestHandler(r -> {
                            requests.add(r);
                            answer.accept(r);
                        })
                        .webSocketHandshakeHandler(h -> {
                            if (upgradeStatus == 0) {
                                h.accept();
                            } else {
                                h.reject(upgradeStatus);
                            }
                        })
                        .webSocketHandler(s -> {
                            sockets.add(s);
                            s.textMessageHandler(messages::add);
                            attached.accept(s);
                        });
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    Entry entry(int number) {
        return TrackerList.entry(
                number, (secure ? "https" : "http") + "://127.0.0.1:" + server.actualPort());
    }

    FakeTracker answering(Consumer<HttpServerRequest> newAnswer) {
        answer = newAnswer;
        return this;
    }

    FakeTracker attaching(Consumer<ServerWebSocket> newAttached) {
        attached = newAttached;
        return this;
    }

    FakeTracker refusingUpgrades(int status) {
        upgradeStatus = status;
        return this;
    }

    static void json(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
