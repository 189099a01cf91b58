package p2p.tracker.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.file.FileId;
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

    /** Answers 201 where the content is new in the group, 200 where somebody shared it already. */
    @POST
    @SharersFirst
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Share a file",
            description =
                    "The manifest, never the file. The same content under the same name adds you to those who share it, be it the newest version or an older one. Other content is a new version, where you published one before or own the group; `besides` are older versions that you have still, all others you do not share any more.")
    @APIResponse(responseCode = "201", description = "The content is new in the group")
    @APIResponse(responseCode = "200", description = "Somebody shared it already")
    public RestResponse<ShareInfo> share(@RestPath String group, NewShare body) {
        NewShare share = Body.given(body);
        boolean isNew = catalogue.share(caller.session(), group, share);
        FileId id = share.manifest().computeId();
        int version = catalogue.version(caller.person(), group, share.file(), id);
        return RestResponse.status(
                isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                new ShareInfo(group, share.file(), id, share.manifest().size(), version));
    }

    @DELETE
    @Operation(
            summary = "Stop sharing a file",
            description =
                    "In all its versions, or the one whose content has this `id`. What another of your devices shares, it goes on sharing. The group forgets a content when nobody shares it any more.")
    @APIResponse(responseCode = "204", description = "No longer shared by you")
    public void unshare(
            @RestPath String group,
            @RestQuery @DefaultValue("") String file,
            @RestQuery @Nullable FileId id) {
        catalogue.unshare(caller.session(), group, file, Optional.ofNullable(id));
    }
}
