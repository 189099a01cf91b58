package p2p.tracker.group;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import p2p.protocol.api.JoinRequestInfo;
import p2p.tracker.account.Caller;

@Tag(name = "Join requests", description = "How people get into a group")
@Path("/groups/{group}/requests")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class RequestResource {

    private static final int FIRST = 500;

    private final JoinRequests requests;
    private final Caller caller;

    RequestResource(JoinRequests requests, Caller caller) {
        this.requests = requests;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Ask to join", description = "The owner or a moderator decides.")
    @APIResponseSchema(
            value = JoinRequestInfo.class,
            responseCode = "201",
            responseDescription = "Asked")
    public JoinRequestInfo ask(@RestPath String group) {
        return requests.ask(caller.person(), group);
    }

    @DELETE
    @Path("/me")
    @Operation(summary = "Withdraw your request", description = "As long as nobody has decided.")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    public void withdraw(@RestPath String group) {
        requests.withdraw(caller.person(), group);
    }

    @GET
    @Operation(
            summary = "List the first requests",
            description =
                    "For the owner and moderators, in the order in which people asked, the first 500; all of them are in the list of candidates.")
    @APIResponse(responseCode = "200", description = "The requests")
    public List<JoinRequestInfo> list(@RestPath String group) {
        return requests.page(caller.person(), group, 0, FIRST).items();
    }

    @POST
    @Path("/{user}/accept")
    @Operation(summary = "Let somebody in", description = "For the owner and moderators.")
    @APIResponse(responseCode = "204", description = "They are a member now")
    public void accept(@RestPath String group, @RestPath String user) {
        requests.accept(caller.person(), group, user);
    }

    @POST
    @Path("/{user}/reject")
    @Operation(
            summary = "Turn somebody away",
            description = "For the owner and moderators. They may ask again.")
    @APIResponse(responseCode = "204", description = "Turned away")
    public void reject(@RestPath String group, @RestPath String user) {
        requests.reject(caller.person(), group, user);
    }
}
