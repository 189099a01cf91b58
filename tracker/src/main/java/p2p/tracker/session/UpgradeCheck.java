package p2p.tracker.session;

import io.netty.channel.Channel;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.Sessions;
import p2p.tracker.refusal.Refusals;
import p2p.tracker.request.ClientAddress;
import p2p.tracker.request.RequestsUnderWay;

/** Opens no WebSocket without the token of a live session. */
@ApplicationScoped
class UpgradeCheck implements HttpUpgradeCheck {

    static final TypedKey<LiveSession> SESSION = new TypedKey<>("session");
    static final TypedKey<String> SOURCE = new TypedKey<>("source");

    /** To be run when the connection is known, so that a tracker that stops closes it, too. */
    static final TypedKey<Runnable> KNOWN = new TypedKey<>("known");

    /** Whoever has hung up meanwhile cannot be upgraded any more, nor hear why not. */
    private static final CheckResult GONE = CheckResult.rejectUpgradeSync(503);

    private static final CheckResult STOPPING = CheckResult.rejectUpgradeSync(503);

    private final Sessions sessions;
    private final SessionThreads threads;
    private final RequestsUnderWay underWay;
    private final ClientAddress clients;

    UpgradeCheck(
            Sessions sessions,
            SessionThreads threads,
            RequestsUnderWay underWay,
            ClientAddress clients) {
        this.sessions = sessions;
        this.threads = threads;
        this.underWay = underWay;
        this.clients = clients;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        String source = clients.of(request);
        Context loop = Vertx.currentContext();
        if (!underWay.begin()) {
            return Uni.createFrom().item(STOPPING);
        }
        Runnable ended = once(underWay::ended);
        channel(request).closeFuture().addListener(_ -> ended.run());
        context.userData().put(KNOWN, ended);
        return Uni.createFrom()
                .item(() ->
                        isGone(request)
                                ? GONE
                                : result(context, sessions.find(authorization), source))
                .runSubscriptionOn(threads::executeForNew)
                .onFailure()
                .recoverWithItem(failure ->
                        CheckResult.rejectUpgradeSync(Refusals.of(failure).refusal().status()))
                // An upgrade from another thread can lose the peer's first message.
                .emitOn(work -> loop.runOnContext(_ -> work.run()))
                .map(result -> isGone(request) ? GONE : result)
                .onTermination()
                .invoke((result, _, _) -> {
                    if (result == null || !result.isUpgradePermitted()) {
                        loop.runOnContext(_ -> ended.run());
                    }
                });
    }

    private static Runnable once(Runnable action) {
        var done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Of a connection that was closed this very moment the request does not know yet. */
    private static boolean isGone(HttpServerRequest request) {
        return request.isEnded() || !channel(request).isActive();
    }

    private static CheckResult result(
            HttpUpgradeContext context, Optional<LiveSession> session, String source) {
        if (session.isEmpty()) {
            return CheckResult.rejectUpgradeSync(401);
        }
        context.userData().put(SESSION, session.get());
        context.userData().put(SOURCE, source);
        return CheckResult.permitUpgradeSync();
    }
}
