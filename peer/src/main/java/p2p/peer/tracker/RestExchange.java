package p2p.peer.tracker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.peer.Fingerprint;

/** Sends one request to one tracker. A failed future means that the tracker did not answer. */
final class RestExchange {

    /** The manifest of the largest file there can be, in base64, and some. */
    private static final int LARGEST_ANSWER = 64 << 20;

    private static final int POOL = 4;
    private static final Duration KEPT_ALIVE = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final ByIdentity<HttpClient> clients;
    private final Duration answer;

    RestExchange(Vertx vertx, List<Entry> trackers, TrackerTrust trust, Timing timing) {
        this.vertx = vertx;
        this.answer = timing.answer();
        clients = new ByIdentity<>(trackers, identity -> client(identity, trackers, trust, timing));
    }

    private HttpClient client(
            Optional<Fingerprint> identity,
            List<Entry> trackers,
            TrackerTrust trust,
            Timing timing) {
        var options =
                new HttpClientOptions()
                        .setConnectTimeout((int) timing.connect().toMillis())
                        .setKeepAliveTimeout((int) KEPT_ALIVE.toSeconds())
                        .setMaxPoolSize(POOL)
                        .setDecompressionSupported(true);
        trust.applyTo(options, identity, trackers);
        return vertx.createHttpClient(options);
    }

    Future<TrackerAnswer> send(Entry tracker, RestRequest request) {
        var options =
                new RequestOptions()
                        .setMethod(request.method())
                        .setHost(tracker.address().host())
                        .setPort(tracker.address().port())
                        .setSsl(tracker.secure())
                        .setURI(request.target())
                        .setTimeout(answer.toMillis())
                        .putHeader("Accept", "application/json");
        if (request.token() != null) {
            options.putHeader("Authorization", "Bearer " + request.token());
        }
        if (request.key() != null) {
            options.putHeader("Idempotency-Key", request.key());
        }
        if (request.body() != null) {
            options.putHeader("Content-Type", "application/json");
        }
        try {
            return clients.of(tracker)
                    .request(options)
                    .compose(out -> exchange(out, request.body()));
        } catch (IllegalStateException e) {
            // It says so when it is closed.
            return Future.failedFuture(new CancellationException(e.getMessage()));
        }
    }

    private Future<TrackerAnswer> exchange(HttpClientRequest out, byte @Nullable [] body) {
        Promise<TrackerAnswer> result = Promise.promise();
        long late =
                vertx.setTimer(
                        answer.toMillis(),
                        _ -> {
                            result.tryFail(new IOException("it does not answer in time"));
                            out.reset();
                        });
        out.response()
                .compose(in -> collect(in, out))
                .onComplete(done -> {
                    vertx.cancelTimer(late);
                    if (done.succeeded()) {
                        result.tryComplete(done.result());
                    } else {
                        result.tryFail(done.cause());
                    }
                });
        if (body == null) {
            out.end();
        } else {
            out.end(Buffer.buffer(body));
        }
        return result.future();
    }

    private static Future<TrackerAnswer> collect(HttpClientResponse in, HttpClientRequest out) {
        Promise<TrackerAnswer> result = Promise.promise();
        Buffer body = Buffer.buffer();
        in.exceptionHandler(result::tryFail);
        in.handler(chunk -> {
            if (body.length() + chunk.length() > LARGEST_ANSWER) {
                result.tryFail(new IOException("its answer is too long"));
                out.reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        String type = in.headers().get("Content-Type");
        in.endHandler(_ ->
                result.tryComplete(
                        new TrackerAnswer(
                                in.statusCode(), type == null ? "" : type, body.getBytes())));
        return result.future();
    }
}
