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
import p2p.protocol.api.GroupInfo;
import p2p.tracker.account.Caller;
import p2p.tracker.request.Body;

@Tag(name = "Invitations")
@Path("/invitations/acceptances")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AcceptanceResource {

    private final Invitations invitations;
    private final Caller caller;

    AcceptanceResource(Invitations invitations, Caller caller) {
        this.invitations = invitations;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Join by an invitation",
            description =
                    "The code stands for approval; a request of yours to join the group is done with. Whoever is a member already is refused, and uses nothing. Wrong codes are limited, as wrong passwords are.")
    @APIResponse(responseCode = "200", description = "You are a member now")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value = "{\"code\": \"3k0c1v7m5p9q2a8r4t6b0d1e2f\"}")))
    public GroupInfo accept(Acceptance body) {
        InvitationCode code = InvitationCode.sent(Body.given(body).code());
        return invitations.accept(caller.person(), code, caller.source());
    }
}
