package p2p.tracker.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import p2p.protocol.api.NewestVersion;
import p2p.tracker.account.Caller;
import p2p.tracker.request.Body;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/groups/{group}/newest")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class NewestVersionResource {

    private final Catalogue catalogue;
    private final Caller caller;

    NewestVersionResource(Catalogue catalogue, Caller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Restore a version",
            description =
                    "For who published one, and for the group's owner: what somebody still has of an older version becomes the newest, under a new number.")
    @APIResponse(responseCode = "200", description = "The version that it is now")
    public NewestVersion restore(@RestPath String group, NewestVersion body) {
        NewestVersion wanted = Body.given(body);
        int now = catalogue.restore(caller.person(), group, wanted);
        return new NewestVersion(wanted.file(), now);
    }
}
