package p2p.tracker.account;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.ClientAddress;
import p2p.tracker.request.Source;

/** Who makes this request, and from where. */
@RequestScoped
public class Caller {

    private final HttpServerRequest request;
    private final ClientAddress clients;
    private @Nullable LiveSession session;
    private @Nullable Browser browser;

    Caller(HttpServerRequest request, ClientAddress clients) {
        this.request = request;
        this.clients = clients;
    }

    public LiveSession session() {
        if (session == null) {
            throw Sessions.notLoggedIn();
        }
        return session;
    }

    /** For what is done from a device and from a browser. */
    Admitted admitted() {
        return browser == null ? session() : browser;
    }

    public Person person() {
        return admitted().person();
    }

    Browser browser() {
        if (browser == null) {
            throw Refusal.NOT_THIS_PAGE.because(
                    "Only a browser that is signed in may ask for this.");
        }
        return browser;
    }

    String address() {
        return clients.of(request);
    }

    public Source source() {
        return Source.of(address());
    }

    void is(Browser browser) {
        this.browser = browser;
    }

    void is(LiveSession session) {
        this.session = session;
    }
}
