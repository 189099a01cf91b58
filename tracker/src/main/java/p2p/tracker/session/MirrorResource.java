package p2p.tracker.session;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import p2p.protocol.api.Mirror;
import p2p.tracker.request.ClientAddress;

@Tag(name = "Trackers")
@Path("/mirror")
@Produces(MediaType.APPLICATION_JSON)
class MirrorResource {

    private final ClientAddress addresses;
    private final HttpServerRequest request;

    MirrorResource(ClientAddress addresses, HttpServerRequest request) {
        this.addresses = addresses;
        this.request = request;
    }

    @GET
    @Operation(
            summary = "Say from which port the request comes",
            description =
                    "As it is seen here, behind routers on the way. A peer asks so that it can let"
                            + " another one in; left out where a proxy hides it.")
    @APIResponse(responseCode = "200", description = "The port")
    public Mirror look() {
        OptionalInt port = addresses.port(request);
        return new Mirror(port.isPresent() ? port.getAsInt() : null);
    }
}
