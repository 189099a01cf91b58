package p2p.tracker.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.ShareInfo;
import p2p.tracker.account.Caller;
import p2p.tracker.api.Body;

@Path("/groups/{group}/shares")
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
    @Consumes(MediaType.APPLICATION_JSON)
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
    public void unshare(@RestPath String group, @RestQuery @DefaultValue("") String file) {
        catalogue.unshare(caller.person(), group, file);
    }
}
