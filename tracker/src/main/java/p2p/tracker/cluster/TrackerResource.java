package p2p.tracker.cluster;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import p2p.protocol.api.TrackerInfo;

@Path("/trackers")
@RunOnVirtualThread
class TrackerResource {

    private final Trackers trackers;

    TrackerResource(Trackers trackers) {
        this.trackers = trackers;
    }

    @GET
    public List<TrackerInfo> trackers() {
        return trackers.all();
    }
}
