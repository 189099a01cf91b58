package p2p.peer.control;

import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import p2p.peer.Peer;
import p2p.peer.PeerStatus;
import p2p.peer.diagnosis.Diagnosis;
import p2p.peer.event.EventBatch;
import p2p.peer.rate.RateLimits;
import p2p.peer.tracker.TrackerState;

@Path(LocalAccess.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ServiceResource {

    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Peer peer;
    private final PageSessions pages;
    private final Event<ShutdownAsked> shutdown;

    public ServiceResource(Peer peer, PageSessions pages, Event<ShutdownAsked> shutdown) {
        this.peer = peer;
        this.pages = pages;
        this.shutdown = shutdown;
    }

    @GET
    @Path("status")
    @Operation(summary = "Say who is logged in, to which tracker, and what is moving")
    public PeerStatus status() {
        return peer.status();
    }

    @GET
    @Path("trackers")
    @Operation(summary = "List the trackers, which are up and which one this peer is on")
    public List<TrackerState> trackers() {
        return peer.trackerStates();
    }

    @GET
    @Path("diagnosis")
    @Operation(summary = "Look at the network, the trackers, and those who have a file")
    public Diagnosis diagnosis(
            @QueryParam("group") @Nullable String group,
            @QueryParam("file") @Nullable String file) {
        return peer.diagnose(group, file);
    }

    @GET
    @Path("limits")
    @Operation(summary = "Show the rate limits")
    public RateLimits limits() {
        return peer.limits();
    }

    @PUT
    @Path("limits")
    @Operation(summary = "Set the rate limits")
    public void limit(@Nullable RateLimits limits) {
        peer.limit(Given.body(limits));
    }

    /**
     * Answers as soon as there is an event, or with none when the wait is over; at once for -1,
     * which asks where the stream of events stands.
     */
    @GET
    @Path("events")
    @Operation(summary = "Wait for events after the one with this number")
    public CompletionStage<EventBatch> events(
            @QueryParam("after") @DefaultValue("-1") long after,
            @QueryParam("wait") @DefaultValue("0") int seconds) {
        int wait = Math.clamp(seconds, 0, LONGEST_WAIT_SECONDS);
        return peer.events().after(after, Duration.ofSeconds(wait));
    }

    @POST
    @Path("page")
    @Operation(summary = "Make an address that shows the page in a browser, once")
    public OpenedPage page() {
        return pages.newAddress();
    }

    /** Whoever asks hears the answer before the connections close. */
    @POST
    @Path("shutdown")
    @Operation(summary = "End the service")
    public void shutDown(@Context HttpServerResponse response) {
        response.endHandler(answered -> shutdown.fire(new ShutdownAsked()));
    }
}
