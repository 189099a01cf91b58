package p2p.tracker.group;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.api.JoinRequestInfo;
import p2p.protocol.api.Page;
import p2p.tracker.account.Caller;
import p2p.tracker.request.PageLimit;

@Tag(name = "Join requests", description = "How people get into a group")
@Path("/groups/{group}/candidates")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CandidateResource {

    private final JoinRequests requests;
    private final Caller caller;

    CandidateResource(JoinRequests requests, Caller caller) {
        this.requests = requests;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List those who ask to be let in",
            description =
                    "For the owner and moderators, in the order in which people asked, in pages: next, where there is one, goes into after.")
    @APIResponse(responseCode = "200", description = "A page of requests")
    public Page<JoinRequestInfo> list(
            @RestPath String group,
            @RestQuery @DefaultValue("0") long after,
            @RestQuery @DefaultValue("100") int limit) {
        PageLimit.require(limit);
        return requests.page(caller.person(), group, after, limit);
    }
}
