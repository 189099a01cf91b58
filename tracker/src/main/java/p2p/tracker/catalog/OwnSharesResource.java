package p2p.tracker.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import p2p.protocol.api.ShareInfo;
import p2p.tracker.account.Caller;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/shares")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class OwnSharesResource {

    private final Catalogue catalogue;
    private final Caller caller;

    OwnSharesResource(Catalogue catalogue, Caller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List your shares",
            description = "In all groups, whether your peer serves them now or not.")
    @APIResponse(responseCode = "200", description = "The shares")
    public List<ShareInfo> mine() {
        return catalogue.sharesOf(caller.person());
    }
}
