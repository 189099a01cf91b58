package p2p.tracker.group;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import p2p.protocol.api.InvitationGranted;
import p2p.protocol.api.InvitationInfo;
import p2p.protocol.api.NewInvitation;
import p2p.protocol.api.NewSpokenCode;
import p2p.protocol.api.SpokenCodeGranted;
import p2p.tracker.account.Caller;
import p2p.tracker.request.Body;

@Tag(name = "Invitations", description = "How people get into a group without asking")
@Path("/groups/{group}/invitations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class InvitationResource {

    private final Invitations invitations;
    private final SpokenCodes spoken;
    private final Caller caller;

    InvitationResource(Invitations invitations, SpokenCodes spoken, Caller caller) {
        this.invitations = invitations;
        this.spoken = spoken;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Invite people",
            description =
                    "For those whom the group's owner lets invite. Whoever has the code, which is shown this once, joins without asking. It can be used 1 to 1000 times (once, where uses is null), for a minute to 90 days (seconds; a week where it is null). The note has up to 200 characters, and is seen by you, the owner and moderators.")
    @APIResponseSchema(
            value = InvitationGranted.class,
            responseCode = "201",
            responseDescription = "Made")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"uses\": 1, \"seconds\": 604800, \"note\": \"for Bob\"}")))
    public InvitationGranted make(@RestPath String group, NewInvitation body) {
        return invitations.make(caller.person(), group, Body.given(body));
    }

    @GET
    @Operation(
            summary = "List the invitations",
            description =
                    "For the owner and moderators all of them, for others those that they have made, in the order in which they were made; those that were used up or have expired, too, until new ones take their places.")
    @APIResponse(responseCode = "200", description = "The invitations, without their codes")
    public List<InvitationInfo> list(@RestPath String group) {
        return invitations.list(caller.person(), group);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Revoke an invitation",
            description =
                    "For the owner and moderators, and for who has made it. Whoever has joined by it stays.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revoke(@RestPath String group, @RestPath long id) {
        invitations.revoke(caller.person(), group, id);
    }

    @POST
    @Path("/{id}/words")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Get words for an invitation",
            description =
                    "Six words, to be read out on the telephone, that stand for the invitation's link for a quarter of an hour, or five wrong tries. For whoever may revoke the invitation and has its code. Its words of before end. The file, where one is named, is what the link is about.")
    @APIResponseSchema(
            value = SpokenCodeGranted.class,
            responseCode = "201",
            responseDescription = "Made")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"code\": \"3k0c1v7m5p9q2a8r4t6b0d1e2f\", \"file\": \"holiday.mkv\"}")))
    public SpokenCodeGranted words(@RestPath String group, @RestPath long id, NewSpokenCode body) {
        return spoken.make(caller.person(), group, id, Body.given(body), caller.source());
    }
}
