package p2p.peer.control;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import p2p.peer.Peer;
import p2p.peer.share.OwnShare;
import p2p.peer.share.ShareJobInfo;
import p2p.protocol.file.HashAlgorithm;

@Path(LocalAccess.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ShareResource {

    private final Peer peer;

    public ShareResource(Peer peer) {
        this.peer = peer;
    }

    @POST
    @Path("uploads")
    @Operation(summary = "Begin to hash and share a file, or all below a folder")
    public ShareJobInfo upload(@Nullable NewUpload body) {
        NewUpload upload = Given.body(body);
        return peer.share(
                Given.text(upload.group(), "group"),
                Given.text(upload.path(), "path"),
                upload.name(),
                upload.hash() == null ? HashAlgorithm.SHA_256 : upload.hash());
    }

    @GET
    @Path("uploads/{id}")
    @Operation(summary = "Say how far an upload has come; ask again until it is done")
    public ShareJobInfo progress(@PathParam("id") long id) {
        return peer.upload(id);
    }

    @DELETE
    @Path("uploads/{id}")
    @Operation(summary = "Stop an upload; what it has shared by then stays shared")
    public void cancel(@PathParam("id") long id) {
        peer.cancelUpload(id);
    }

    @GET
    @Path("shares")
    @Operation(
            summary = "List the user's own shares, and which are served",
            description =
                    "With versions=true each with the number of its version, which a tracker is asked about.")
    public List<OwnShare> list(@QueryParam("versions") boolean versions) {
        return versions ? peer.sharesWithVersions() : peer.shares();
    }

    @DELETE
    @Path("shares")
    @Operation(summary = "Stop sharing a file in a group; the file stays where it is")
    public void stop(
            @QueryParam("group") @Nullable String group,
            @QueryParam("file") @Nullable String file) {
        peer.stopShare(Given.text(group, "group"), Given.text(file, "file"));
    }
}
