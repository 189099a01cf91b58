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
import p2p.protocol.api.Acceptance;
import p2p.tracker.account.Caller;
import p2p.tracker.request.Body;

@Tag(name = "Invitations")
@Path("/invitations/checks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CheckResource {

    private final Invitations invitations;
    private final Caller caller;

    CheckResource(Invitations invitations, Caller caller) {
        this.invitations = invitations;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Check an invitation",
            description =
                    "Before somebody makes an account for it: whether who joins by the code now would be let in. It uses nothing. So many checks of an address, right or wrong, are answered, and no acceptance waits for them.")
    @APIResponse(responseCode = "204", description = "It is open")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value = "{\"code\": \"3k0c1v7m5p9q2a8r4t6b0d1e2f\"}")))
    public void check(Acceptance body) {
        invitations.check(InvitationCode.sent(Body.given(body).code()), caller.source());
    }
}
