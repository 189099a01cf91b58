package p2p.tracker.account;

import jakarta.enterprise.context.RequestScoped;

/** Who makes this request. */
@RequestScoped
public class Caller {

    private LiveSession session;

    public LiveSession session() {
        if (session == null) {
            throw Sessions.notLoggedIn();
        }
        return session;
    }

    public Person person() {
        return session().person();
    }

    void is(LiveSession session) {
        this.session = session;
    }
}
