package p2p.tracker.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.Renewal;
import p2p.protocol.api.SessionGranted;
import p2p.protocol.api.SessionInfo;
import p2p.tracker.request.Body;

@Tag(name = "Sessions", description = "Who is logged in")
@Path("/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SessionResource {

    private final LogIns logIns;
    private final Renewals renewals;
    private final Sessions sessions;
    private final Caller caller;

    SessionResource(LogIns logIns, Renewals renewals, Sessions sessions, Caller caller) {
        this.logIns = logIns;
        this.renewals = renewals;
        this.sessions = sessions;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Log in",
            description =
                    "An account has a session on each of its devices, of which there may be as many as it says (PUT /devices; one, if it has said nothing); an address at which a peer listens has one. The token goes into the header Authorization of all other requests, as Bearer TOKEN; it is shown this once. With takeover, the device that was away for the longest time makes way where there is no room, and of those that are all there the one that logged in first; where there is to be one alone, it makes way in any case once its peer is away. The device, where its key is named, may renew the session; `deviceName` is what it is to be called. `proof` shows that the key is there: it signs what a renewal does, but that the first line is 'p2p login 1', and `at` is its time. A key that another account has proved is refused without.")
    @APIResponseSchema(
            value = SessionGranted.class,
            responseCode = "201",
            responseDescription = "Logged in")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"name\": \"ann\", \"password\": \"correct horse\", \"listen\": \"192.0.2.7:7070\", \"takeover\": false, \"device\": null, \"deviceName\": \"laptop\"}")))
    public SessionGranted logIn(LogIn body) {
        return logIns.logIn(Body.given(body), caller.address());
    }

    @POST
    @Path("/renewals")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Log in again by a device's key",
            description =
                    "For a device that a log-in by password named, until its user logs out there or it is removed. It signs, with its certificate's key (ECDSA with SHA-256 on P-256), four lines that end with a line feed: 'p2p renewal 1', the name, the time in milliseconds since 1970, and listen, or nothing. The time is that of GET /time; each proof serves once.")
    @APIResponseSchema(
            value = SessionGranted.class,
            responseCode = "201",
            responseDescription = "Logged in again; the session of before has ended")
    public SessionGranted renew(Renewal body) {
        return renewals.renew(Body.given(body), caller.address());
    }

    @GET
    @Path("/current")
    @Operation(
            summary = "Show your session",
            description = "Who you are, since when, and from where.")
    @APIResponse(responseCode = "200", description = "The session")
    public SessionInfo current() {
        LiveSession session = caller.session();
        return new SessionInfo(
                session.person().name(),
                session.started(),
                session.address(),
                session.listen().orElse(null));
    }

    @DELETE
    @Path("/current")
    @Operation(summary = "Log out", description = "The token is worth nothing from then on.")
    @APIResponse(responseCode = "204", description = "Logged out")
    public void logOut() {
        sessions.logOut(caller.session());
    }
}
