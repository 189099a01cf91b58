package p2p.tracker.request;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;

/** What a request is called in its answer, in the log and in the audit, so that it can be found. */
@ApplicationScoped
public class RequestId {

    /** In the log's context, which lines of the log show. */
    private static final String NAME = "request";

    private static final String HEADER = "Request-Id";
    private static final int BEFORE_ALL_ELSE = 300;

    void onFilters(@Observes Filters filters) {
        filters.register(RequestId::arrived, BEFORE_ALL_ELSE);
    }

    private static void arrived(RoutingContext context) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        MDC.put(NAME, id);
        context.response().putHeader(HEADER, id);
        context.next();
    }

    /** That of the request for which this is called; nothing where there is none. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(NAME)).map(Object::toString);
    }
}
