package p2p.peer.control;

import static p2p.peer.tracker.RestRequest.encode;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import p2p.page.PageFile;
import p2p.peer.Peer;
import p2p.peer.download.DownloadDetail;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadOrder;
import p2p.peer.rate.RateLimits;
import p2p.peer.refusal.Refusal;
import p2p.peer.share.OwnShare;
import p2p.peer.tracker.RelayedPath;
import p2p.protocol.api.Page;
import p2p.protocol.file.FileId;
import p2p.protocol.session.FileRef;

/** What the user's own page shows and can do; of the local API no more than that. */
@ByBrowser
@Path(OpeningResource.OWN + "{" + BrowserGuard.SESSION + "}/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PageResource {

    private static final int FILES = 200;
    private static final Pattern SHARE =
            Pattern.compile("([^/]+)/(.+)/([0-9a-f]{" + 2 * FileId.LENGTH + "})", Pattern.DOTALL);

    private final Peer peer;
    private final PageNews news;

    public PageResource(Peer peer, PageSessions sessions) {
        this.peer = peer;
        news = new PageNews(peer, sessions);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Show the page")
    public Response page() {
        PageFile page = PageFile.named("peer.html").orElseThrow();
        return Response.ok(page.text()).header(HttpHeaders.CONTENT_TYPE, page.type()).build();
    }

    @GET
    @Path("news")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Tell all that the page shows, as it changes")
    public void news(
            @PathParam(BrowserGuard.SESSION) String session,
            @Context HttpServerResponse response,
            @Context SseEventSink sink,
            @Context Sse sse) {
        // No filter sees a response that goes on.
        BrowserGuard.headers().forEach(response::putHeader);
        news.tell(session, sink, sse);
    }

    @GET
    @Path("groups")
    @Operation(summary = "List the user's groups")
    public Response groups() {
        return look(RelayedPath.of("groups/mine", null));
    }

    @GET
    @Path("groups/{group}/files")
    @Operation(summary = "List a group's files, a part at a time")
    public Response files(
            @PathParam("group") String group, @QueryParam("after") @Nullable String after) {
        String query = "limit=" + FILES + (after == null ? "" : "&after=" + encode(after));
        return look(RelayedPath.of("groups/" + encode(group) + "/files", query));
    }

    @GET
    @Path("shares")
    @Operation(summary = "List the user's shares as they were seen last, a part at a time")
    public Page<OwnShare> shares(@QueryParam("after") @Nullable String after) {
        List<OwnShare> found = peer.sharesAsKnown(after == null ? null : share(after), FILES + 1);
        return Page.cut(
                found, FILES, last -> last.group() + "/" + last.file() + "/" + last.id().hex());
    }

    /** A group has no slash in its name, a file may. */
    private static FileRef share(String named) {
        Matcher parts = SHARE.matcher(named);
        if (!parts.matches()) {
            throw Refusal.BAD_REQUEST.because("'after' is the 'next' of the part before.");
        }
        return new FileRef(parts.group(1), parts.group(2), new FileId(parts.group(3)));
    }

    @POST
    @Path("downloads")
    @Operation(summary = "Begin to download a file or a folder")
    public List<DownloadInfo> download(@Nullable DownloadOrder order) {
        return peer.download(Given.body(order));
    }

    @GET
    @Path("downloads/detail")
    @Operation(summary = "Say who a download comes from, and which of its pieces are here")
    public DownloadDetail detail(
            @QueryParam("group") @Nullable String group,
            @QueryParam("file") @Nullable String file) {
        return peer.downloadDetail(Given.text(group, "group"), Given.text(file, "file"));
    }

    @POST
    @Path("downloads/pause")
    @Operation(summary = "Pause a download")
    public void pause(@QueryParam("group") String group, @QueryParam("file") String file) {
        peer.pause(group, file);
    }

    @POST
    @Path("downloads/resume")
    @Operation(summary = "Go on with a download that is paused or has failed")
    public void resume(@QueryParam("group") String group, @QueryParam("file") String file) {
        peer.resume(group, file, false);
    }

    @DELETE
    @Path("downloads")
    @Operation(summary = "Give a download up and remove what it has; a complete file stays")
    public DownloadInfo cancel(@QueryParam("group") String group, @QueryParam("file") String file) {
        return peer.cancel(group, file);
    }

    @PUT
    @Path("limits")
    @Operation(summary = "Set the rate limits; those of times of the day stay where none are said")
    public void limit(@Nullable RateLimits limits) {
        peer.limit(Given.body(limits));
    }

    private Response look(RelayedPath path) {
        return TrackerResource.response(peer.trackers().relay(HttpMethod.GET, path, null, null));
    }
}
