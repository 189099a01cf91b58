package p2p.tracker.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.ShareInfo;
import p2p.tracker.account.Caller;
import p2p.tracker.request.Body;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/groups/{group}/shares")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ShareResource {

    private final Catalogue catalogue;
    private final Caller caller;

    ShareResource(Catalogue catalogue, Caller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /** Answers 201 where the file is new in the group, 200 where somebody shared it already. */
    @POST
    @MembersFirst
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Share a file",
            description =
                    "The manifest, never the file. The same content under the same name adds you to those who share it.")
    @APIResponse(responseCode = "201", description = "The file is new in the group")
    @APIResponse(responseCode = "200", description = "Somebody shared it already")
    public RestResponse<ShareInfo> share(@RestPath String group, NewShare body) {
        NewShare share = Body.given(body);
        boolean isNew = catalogue.share(caller.person(), group, share);
        var info =
                new ShareInfo(
                        group, share.file(), share.manifest().computeId(), share.manifest().size());
        return RestResponse.status(
                isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK, info);
    }

    @DELETE
    @Operation(
            summary = "Stop sharing a file",
            description = "The group forgets the file when nobody shares it any more.")
    @APIResponse(responseCode = "204", description = "No longer shared by you")
    public void unshare(@RestPath String group, @RestQuery @DefaultValue("") String file) {
        catalogue.unshare(caller.person(), group, file);
    }
}
