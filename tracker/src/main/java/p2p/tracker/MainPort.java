package p2p.tracker;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiHandler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import p2p.tracker.cluster.ThisTracker;

/**
 * What load balancers and programmers ask of a tracker where everybody reaches it. It costs nothing
 * and tells nothing; figures, and why a tracker is not healthy, are for its operator's port.
 */
@ApplicationScoped
class MainPort {

    private final ThisTracker self;

    MainPort(ThisTracker self) {
        this.self = self;
    }

    void onRoutes(@Observes Router router) {
        answers(router, "started", () -> true);
        answers(router, "live", () -> true);
        // Its beats reach the database, or did so a moment ago.
        answers(router, "ready", () -> self.hasBeatenFor(Duration.ZERO));
        router.get("/q/openapi")
                .handler(new OpenApiHandler(OpenApiConstants.DEFAULT_DOCUMENT_NAME, false));
    }

    private static void answers(Router router, String what, BooleanSupplier isUp) {
        router.route("/q/health/" + what)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> {
                    boolean up = isUp.getAsBoolean();
                    context.response()
                            .setStatusCode(up ? 200 : 503)
                            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
                            .end(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
                });
    }
}
