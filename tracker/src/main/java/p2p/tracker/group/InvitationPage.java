package p2p.tracker.group;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What a browser shows of an invitation's link, the secret part of which it does not send. */
@ApplicationScoped
class InvitationPage {

    private static final String TEXT =
            """
            This is an invitation to a group of p2p.
            Copy the whole link, up to its end, and run:

                p2p get 'LINK'
            """;

    void onRoutes(@Observes Router router) {
        router.get("/i/:group")
                .handler(context ->
                        context.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                                .end(TEXT));
    }
}
