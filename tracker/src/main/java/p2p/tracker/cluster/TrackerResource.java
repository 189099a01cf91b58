package p2p.tracker.cluster;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import p2p.protocol.api.TrackerInfo;

@Tag(name = "Trackers", description = "The trackers that share this database")
@Path("/trackers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class TrackerResource {

    private final Trackers trackers;

    TrackerResource(Trackers trackers) {
        this.trackers = trackers;
    }

    @GET
    @Operation(
            summary = "List the trackers",
            description =
                    "Which are up, when they last beat, and how many peers are attached to each.")
    @APIResponse(responseCode = "200", description = "The trackers")
    public List<TrackerInfo> trackers() {
        return trackers.all();
    }
}
