package p2p.tracker.account;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who makes this request, and from where. */
@RequestScoped
public class Caller {

    private final HttpServerRequest request;
    private @Nullable LiveSession session;

    Caller(HttpServerRequest request) {
        this.request = request;
    }

    public LiveSession session() {
        if (session == null) {
            throw Sessions.notLoggedIn();
        }
        return session;
    }

    public Person person() {
        return session().person();
    }

    String address() {
        return request.remoteAddress().hostAddress();
    }

    void is(LiveSession session) {
        this.session = session;
    }
}
