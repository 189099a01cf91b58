package p2p.tracker.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import p2p.protocol.Json;
import p2p.protocol.api.Problem;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refusals;
import p2p.tracker.refusal.Refused;

/** Refusals of requests that no operation gets to see. */
@ApplicationScoped
class EarlyAnswers {

    private static final int BEFORE_ALL_ELSE = 100;

    void onFilters(@Observes Filters filters) {
        filters.register(EarlyAnswers::refuseTooLong, BEFORE_ALL_ELSE);
    }

    void onRoutes(@Observes Router router) {
        router.route().last().handler(context -> answer(context, Refusals.ofStatus(404)));
    }

    private static void refuseTooLong(RoutingContext context) {
        String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        int bound = BodyBound.of(context.normalizedPath());
        if (announced != null && isMoreThan(bound, announced)) {
            answerAndClose(context, BodyBound.exceeded(bound));
        } else {
            context.next();
        }
    }

    private static boolean isMoreThan(int bound, String announced) {
        return !announced.matches("[0-9]{1,9}") || Integer.parseInt(announced) > bound;
    }

    /** HTTP/2 knows no such header, and its clients refuse an answer that has it. */
    static void answerAndClose(RoutingContext context, Refused refused) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        answer(context, refused);
    }

    private static void answer(RoutingContext context, Refused refused) {
        Refusal refusal = refused.refusal();
        refused.retryAfter()
                .ifPresent(wait ->
                        context.response()
                                .putHeader(
                                        HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
        try {
            context.response()
                    .setStatusCode(refusal.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(Json.strict().writeValueAsString(refusal.problem(refused.getMessage())));
        } catch (JsonProcessingException e) {
            context.fail(e);
        }
    }
}
