package p2p.peer.control;

import io.vertx.core.http.HttpMethod;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.ExternalDocumentation;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import p2p.peer.Peer;
import p2p.peer.refusal.Refusal;
import p2p.peer.tracker.RelayedPath;
import p2p.peer.tracker.TrackerAnswer;
import p2p.peer.tracker.TrackerClient;

/** The trackers' API by way of the peer, with its session. */
@Tag(
        name = "Trackers",
        description =
                "What the trackers' document says of /api/v1/{rest} is had at"
                        + " /local/v1/tracker/{rest}: the same queries, bodies, answers and refusals."
                        + " The peer adds its session and a key for changes, and asks another tracker"
                        + " where one does not answer. Sessions, shares, downloads and the end of an"
                        + " account are the peer's own: see its other operations.",
        externalDocs =
                @ExternalDocumentation(
                        description = "The trackers' own document",
                        url = LocalAccess.PATH + "/tracker/openapi"))
@Path(LocalAccess.PATH + "/tracker")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TrackerResource {

    private static final String REST = "{rest:.+}";
    private static final String BELOW = LocalAccess.PATH + "/tracker/";
    private static final String KEY = "Idempotency-Key";

    private final TrackerClient trackers;

    public TrackerResource(Peer peer) {
        trackers = peer.trackers();
    }

    @GET
    @Path("openapi")
    @Operation(summary = "Show the trackers' own OpenAPI document")
    public Response document() {
        return response(trackers.document());
    }

    @GET
    @Path(REST)
    @Parameter(
            name = "rest",
            in = ParameterIn.PATH,
            description = "A path below /api/v1 of a tracker")
    @Operation(summary = "Look something up at a tracker")
    public Response look(@Context UriInfo uri) {
        return relay(HttpMethod.GET, uri, null, null);
    }

    @POST
    @Path(REST)
    @Parameter(
            name = "rest",
            in = ParameterIn.PATH,
            description = "A path below /api/v1 of a tracker")
    @Operation(summary = "Make something, or have it done, at a tracker")
    public Response post(
            @Context UriInfo uri, @HeaderParam(KEY) @Nullable String key, byte @Nullable [] body) {
        return relay(HttpMethod.POST, uri, key, body);
    }

    @PUT
    @Path(REST)
    @Parameter(
            name = "rest",
            in = ParameterIn.PATH,
            description = "A path below /api/v1 of a tracker")
    @Operation(summary = "Replace something at a tracker")
    public Response put(
            @Context UriInfo uri, @HeaderParam(KEY) @Nullable String key, byte @Nullable [] body) {
        return relay(HttpMethod.PUT, uri, key, body);
    }

    @DELETE
    @Path(REST)
    @Parameter(
            name = "rest",
            in = ParameterIn.PATH,
            description = "A path below /api/v1 of a tracker")
    @Operation(summary = "Remove something at a tracker")
    public Response delete(
            @Context UriInfo uri, @HeaderParam(KEY) @Nullable String key, byte @Nullable [] body) {
        return relay(HttpMethod.DELETE, uri, key, body);
    }

    private Response relay(
            HttpMethod method, UriInfo uri, @Nullable String key, byte @Nullable [] body) {
        URI asked = uri.getRequestUri();
        String path = asked.getRawPath();
        if (!path.startsWith(BELOW)) {
            throw Refusal.BAD_REQUEST.because("Ask for a path below " + BELOW + " as it is.");
        }
        var rest = RelayedPath.of(path.substring(BELOW.length()), asked.getRawQuery());
        boolean hasBody = body != null && body.length > 0;
        return response(trackers.relay(method, rest, hasBody ? body : null, key));
    }

    static Response response(TrackerAnswer answer) {
        var response = Response.status(answer.status());
        return answer.isEmpty()
                ? response.build()
                : response.header("Content-Type", answer.type()).entity(answer.body()).build();
    }
}
