package p2p.tracker.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import p2p.protocol.api.Problem;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refusals;
import p2p.tracker.refusal.Refused;

/** Refusals of requests that no operation gets to see. */
@ApplicationScoped
class EarlyAnswers {

    void onRoutes(@Observes Router router) {
        router.route().last().handler(context -> answer(context, Refusals.ofStatus(404)));
    }

    static void answerAndClose(RoutingContext context, Refused refused) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        answer(context, refused);
    }

    private static void answer(RoutingContext context, Refused refused) {
        Refusal refusal = refused.refusal();
        refused.retryAfter()
                .ifPresent(wait ->
                        context.response()
                                .putHeader(
                                        HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
        context.response()
                .setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(ProblemText.of(refused));
    }
}
