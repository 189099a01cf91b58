package p2p.tracker.account;

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
import p2p.protocol.api.PasswordReset;
import p2p.tracker.request.Body;

@Tag(name = "Accounts")
@Path("/password-resets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ResetResource {

    private final PasswordResets resets;
    private final Caller caller;

    ResetResource(PasswordResets resets, Caller caller) {
        this.resets = resets;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set a password by a code",
            description =
                    "For who has a code of an administrator, which is good once and for a day. All devices are logged out, and their keys forgotten. Wrong codes are limited as wrong passwords are.")
    @APIResponse(responseCode = "204", description = "Set")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"name\": \"bob\", \"code\": \"0f3a5c7e9b1d2f4a6c8e0b2d4f6a8c0e\", \"password\": \"correct horse\"}")))
    public void redeem(PasswordReset body) {
        resets.redeem(Body.given(body), caller.source());
    }
}
