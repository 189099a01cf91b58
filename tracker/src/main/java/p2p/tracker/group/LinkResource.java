package p2p.tracker.group;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import p2p.protocol.api.SpokenInvitation;
import p2p.protocol.api.SpokenWords;
import p2p.tracker.account.Caller;
import p2p.tracker.request.Body;

@Tag(name = "Invitations")
@Path("/invitations/links")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LinkResource {

    private final SpokenCodes spoken;
    private final Caller caller;

    LinkResource(SpokenCodes spoken, Caller caller) {
        this.spoken = spoken;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Get the link for words",
            description =
                    "What the six words stand for that somebody was told: the group, the invitation's code, and the one file that it is about, if any. It uses nothing, and is limited as checks are.")
    @APIResponse(responseCode = "200", description = "What the link says")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"words\": \"amber-canyon-harbor-velvet-noodle-tulip\"}")))
    public SpokenInvitation read(SpokenWords body) {
        return spoken.read(Body.given(body).words(), caller.source());
    }
}
