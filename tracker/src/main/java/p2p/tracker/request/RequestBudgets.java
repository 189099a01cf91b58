package p2p.tracker.request;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.tracker.refusal.Refusal;

/**
 * How fast one session may ask, and one address for all its sessions together. Who asks faster is
 * refused before anything is done about it.
 */
@ApplicationScoped
class RequestBudgets {

    /** Before the requests under way are counted. */
    private static final int EARLY = 250;

    /** So many sessions of one address may ask as fast as they can. */
    private static final int SESSIONS_OF_AN_ADDRESS = 5;

    private static final int SECONDS_TO_FILL = 10;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final ClientAddress clients;
    private final TokenBuckets<Long> bySession;
    private final TokenBuckets<Source> byAddress;
    private final Counter refused;

    RequestBudgets(
            ClientAddress clients,
            @ConfigProperty(name = "p2p.request.burst", defaultValue = "2000") int burst,
            Clock clock,
            MeterRegistry meters) {
        this.clients = clients;
        bySession = buckets(burst, clock);
        byAddress = buckets(burst * SESSIONS_OF_AN_ADDRESS, clock);
        refused = meters.counter("p2p.requests.refused");
    }

    private static <K> TokenBuckets<K> buckets(int burst, Clock clock) {
        return new TokenBuckets<>(
                burst, Duration.ofSeconds(SECONDS_TO_FILL).dividedBy(burst), clock);
    }

    void onFilters(@Observes Filters filters) {
        filters.register(this::arrived, EARLY);
    }

    private void arrived(RoutingContext context) {
        Duration wait = wait(context.request());
        if (wait.isZero()) {
            context.next();
            return;
        }
        refused.increment();
        EarlyAnswers.answerAndClose(
                context,
                Refusal.TOO_FAST.because(
                        "Requests come faster than the tracker answers them; go on in a second.",
                        SHORTEST_WAIT.compareTo(wait) > 0 ? SHORTEST_WAIT : wait));
    }

    private Duration wait(HttpServerRequest request) {
        Optional<Long> session = session(request);
        Duration wait = session.map(bySession::take).orElse(Duration.ZERO);
        Source source = Source.of(clients.of(request));
        return wait.isZero() && !source.isThisMachine() ? byAddress.take(source) : wait;
    }

    /** Not the secret itself: it stays here longer than the request. */
    private static Optional<Long> session(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<String> secret =
                authorization == null
                        ? BrowserCookie.secretOf(request)
                        : Optional.of(authorization.strip().replaceFirst("^.*\\s", ""));
        return secret.map(RequestBudgets::digest);
    }

    private static long digest(String secret) {
        try {
            return ByteBuffer.wrap(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(secret.getBytes(StandardCharsets.ISO_8859_1)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has it", e);
        }
    }
}
