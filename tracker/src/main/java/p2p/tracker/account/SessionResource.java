package p2p.tracker.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.SessionGranted;
import p2p.protocol.api.SessionInfo;
import p2p.tracker.api.Body;

@Path("/sessions")
@RunOnVirtualThread
class SessionResource {

    private final LogIns logIns;
    private final Sessions sessions;
    private final Caller caller;

    SessionResource(LogIns logIns, Sessions sessions, Caller caller) {
        this.logIns = logIns;
        this.sessions = sessions;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    public SessionGranted logIn(LogIn body, @Context HttpServerRequest request) {
        return logIns.logIn(Body.given(body), request.remoteAddress().hostAddress());
    }

    @GET
    @Path("/current")
    public SessionInfo current() {
        LiveSession session = caller.session();
        return new SessionInfo(
                session.person().name(), session.started(), session.address(), session.listen());
    }

    @DELETE
    @Path("/current")
    public void logOut() {
        sessions.end(caller.session(), SessionEnd.LOGGED_OUT);
    }
}
