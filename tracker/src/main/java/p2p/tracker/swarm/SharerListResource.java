package p2p.tracker.swarm;

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
import p2p.protocol.api.FileDetail;
import p2p.protocol.api.Page;
import p2p.tracker.account.Caller;
import p2p.tracker.request.PageLimit;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/groups/{group}/sharers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SharerListResource {

    private final SharerList sharers;
    private final Caller caller;

    SharerListResource(SharerList sharers, Caller caller) {
        this.sharers = sharers;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List who has a file",
            description =
                    "For members: those who share it, in the order in which they began to, then those who have a part of it; in pages: next, where there is one, goes into after. A page can be empty and have a next.")
    @APIResponse(responseCode = "200", description = "A page of sharers")
    public Page<FileDetail.Sharer> list(
            @RestPath String group,
            @RestQuery @DefaultValue("") String name,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue("100") int limit) {
        PageLimit.require(limit);
        return sharers.page(caller.person(), group, name, after, limit);
    }
}
