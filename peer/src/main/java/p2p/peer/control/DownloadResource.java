package p2p.peer.control;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import p2p.peer.Peer;
import p2p.peer.download.DownloadInfo;
import p2p.peer.download.FolderContents;
import p2p.peer.download.OrderProgress;
import p2p.peer.order.DownloadOrder;

@Path(LocalAccess.PATH + "/downloads")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DownloadResource {

    private final Peer peer;

    public DownloadResource(Peer peer) {
        this.peer = peer;
    }

    @POST
    @Operation(summary = "Begin to download a file, or all below a folder")
    public List<DownloadInfo> start(@Nullable DownloadOrder order) {
        return peer.download(Given.body(order));
    }

    @GET
    @Operation(summary = "List the downloads, or those of one group and one file")
    public List<DownloadInfo> list(
            @QueryParam("group") @Nullable String group,
            @QueryParam("file") @Nullable String file) {
        return peer.downloads().stream()
                .filter(d -> group == null || group.equals(d.group()))
                .filter(d -> file == null || file.equals(d.file()))
                .toList();
    }

    @GET
    @Path("progress")
    @Operation(
            summary =
                    "Say how far a file, all below a folder, or all of a group, has come as a whole")
    public OrderProgress progress(
            @QueryParam("group") @Nullable String group,
            @QueryParam("file") @Nullable String file) {
        return peer.progress(Given.text(group, "group"), file);
    }

    @GET
    @Path("folder")
    @Operation(summary = "Say what is in a folder of a group, or below a path in one")
    public FolderContents folder(
            @QueryParam("group") @Nullable String group,
            @QueryParam("file") @Nullable String file,
            @QueryParam("version") @Nullable Integer version) {
        return peer.folder(Given.text(group, "group"), Given.text(file, "file"), version);
    }

    @POST
    @Path("pause")
    @Operation(summary = "Pause a download")
    public void pause(@QueryParam("group") String group, @QueryParam("file") String file) {
        peer.pause(group, file);
    }

    @POST
    @Path("resume")
    @Operation(summary = "Go on with a download that is paused or has failed")
    public void resume(
            @QueryParam("group") String group,
            @QueryParam("file") String file,
            @QueryParam("force") boolean force) {
        peer.resume(group, file, force);
    }

    @DELETE
    @Operation(summary = "Give a download up and remove what it has; a complete file stays")
    public DownloadInfo cancel(@QueryParam("group") String group, @QueryParam("file") String file) {
        return peer.cancel(group, file);
    }

    @DELETE
    @Path("complete")
    @Operation(summary = "Take what is complete off the list; the files stay")
    public List<DownloadInfo> clear() {
        return peer.clearDownloads();
    }
}
