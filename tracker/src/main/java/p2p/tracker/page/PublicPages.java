package p2p.tracker.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import p2p.page.PageFile;
import p2p.protocol.peer.Fingerprint;
import p2p.tracker.identity.TrackerIdentity;

/**
 * Pages that need no log-in and hold nobody's data. The secret part of an invitation's link never
 * gets here: a browser does not send it.
 */
@ApplicationScoped
class PublicPages {

    /** For programs that ask, such as curl. */
    private static final String INVITATION =
            """
            This is an invitation to a group of p2p.
            Copy the whole link, up to its end, and run:

                p2p get 'LINK'
            """;

    private final TrackerIdentity identity;

    PublicPages(TrackerIdentity identity) {
        this.identity = identity;
    }

    void onRoutes(@Observes Router router) {
        router.get(PageFile.PATH + "identity.js")
                .handler(context -> answer(context, PageFile.script(identityScript())));
        router.get(PageFile.PATH + ":file")
                .handler(context -> answer(context, context.pathParam("file")));
        router.get("/")
                .handler(context -> {
                    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
                    if (isAskedByBrowser(context)) {
                        answer(context, "begin.html");
                    } else {
                        context.next();
                    }
                });
        router.get("/i/:group")
                .handler(context -> {
                    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
                    if (isAskedByBrowser(context)) {
                        answer(context, "join.html");
                    } else {
                        context.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                                .end(INVITATION);
                    }
                });
    }

    /** Peers know a tracker by it, or by an authority: the page cannot tell. */
    private String identityScript() {
        return "export const identity = \"%s\";\n"
                .formatted(identity.shown().map(Fingerprint::toString).orElse(""));
    }

    private static boolean isAskedByBrowser(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    private static void answer(RoutingContext context, String name) {
        PageFile.named(name).ifPresentOrElse(file -> answer(context, file), context::next);
    }

    /** A browser asks each time whether what it has is still so. */
    private static void answer(RoutingContext context, PageFile file) {
        HttpServerResponse response = context.response();
        PageFile.HEADERS.forEach(response::putHeader);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.putHeader(HttpHeaders.ETAG, file.tag());
        if (file.tag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()).end(file.text());
        }
    }
}
