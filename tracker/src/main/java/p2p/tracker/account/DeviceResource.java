package p2p.tracker.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import p2p.protocol.api.DeviceLimit;
import p2p.protocol.api.OwnDevices;
import p2p.tracker.request.Body;

@Tag(name = "Devices", description = "Where an account is logged in")
@Path("/devices")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class DeviceResource {

    private final Devices devices;
    private final Caller caller;

    DeviceResource(Devices devices, Caller caller) {
        this.devices = devices;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List your devices",
            description =
                    "In the order in which they logged in: peers, which are known until they log out or are removed, and programs without a key, until their sessions end. `there` is whether the peer is attached at this moment. Browsers in which one is signed in stand apart, and take no place.")
    @APIResponse(responseCode = "200", description = "The devices, and how many there may be")
    public OwnDevices list() {
        return devices.list(caller.admitted());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say on how many devices you may be logged in",
            description =
                    "From 1, which is so for a new account, to 20. It is refused where you are logged in on more: it logs nobody out.")
    @APIResponse(responseCode = "204", description = "Allowed")
    @RequestBody(content = @Content(examples = @ExampleObject(value = "{\"most\": 3}")))
    public void allow(DeviceLimit body) {
        devices.allow(caller.admitted(), Body.given(body).most());
    }

    @DELETE
    @Path("/{device}")
    @Operation(
            summary = "Remove a device",
            description =
                    "Its session ends at once, with all that it serves and with its tickets, and its key logs in no more: only the password does. One may remove the device that one asks from. A browser is removed in the same way, by its name.")
    @APIResponse(responseCode = "204", description = "Removed")
    public void remove(@RestPath String device) {
        devices.remove(caller.admitted(), device);
    }
}
