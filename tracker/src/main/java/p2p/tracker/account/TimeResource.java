package p2p.tracker.account;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import p2p.protocol.api.TrackerTime;

@Tag(name = "Sessions")
@Path("/time")
@Produces(MediaType.APPLICATION_JSON)
class TimeResource {

    private final DeviceTable devices;

    TimeResource(DeviceTable devices) {
        this.devices = devices;
    }

    @GET
    @Operation(
            summary = "Say the time",
            description =
                    "In milliseconds, the same from every tracker; what a proof is dated with.")
    @APIResponse(responseCode = "200", description = "The time")
    public TrackerTime now() {
        return new TrackerTime(devices.now().truncatedTo(ChronoUnit.MILLIS));
    }
}
