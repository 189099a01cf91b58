package p2p.tracker.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import p2p.protocol.api.NamedUser;
import p2p.protocol.api.NewAccount;
import p2p.protocol.api.PasswordChange;
import p2p.protocol.api.PasswordProof;
import p2p.tracker.request.Body;

@Tag(name = "Accounts", description = "People")
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AccountResource {

    private final Accounts accounts;
    private final Caller caller;

    AccountResource(Accounts accounts, Caller caller) {
        this.accounts = accounts;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Create an account",
            description =
                    "Anybody may, unless who runs the trackers has said that nobody does, or only who has the code of an invitation to a group. A name has 1 to 64 letters, digits, dots, underscores and hyphens, starts with a letter or digit, and is unique however it is capitalised. A password has 8 to 256 characters.")
    @APIResponseSchema(
            value = NamedUser.class,
            responseCode = "201",
            responseDescription = "Created")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"name\": \"ann\", \"password\": \"correct horse\"}")))
    public NamedUser create(NewAccount body) {
        NewAccount account = Body.given(body);
        return accounts.create(
                account.name(),
                account.password(),
                Optional.ofNullable(account.invitation()),
                caller.source());
    }

    @DELETE
    @Path("/me")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Delete your account",
            description =
                    "Takes the password once more. Ends your sessions on all devices; each group of yours passes to whoever joined it first, or goes where you were the last.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @RequestBody(
            content =
                    @Content(
                            examples = @ExampleObject(value = "{\"password\": \"correct horse\"}")))
    public void delete(PasswordProof body) {
        accounts.delete(caller.person(), Body.given(body).password(), caller.address());
    }

    @PUT
    @Path("/me/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change your password",
            description =
                    "Takes the old password, too. Your session goes on; all other devices are logged out, and their keys forgotten, and all browsers are signed out. A browser that asks is no device: all of them are logged out, and it is signed out itself.")
    @APIResponse(responseCode = "204", description = "Changed")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"oldPassword\": \"correct horse\", \"newPassword\": \"battery staple\"}")))
    public void changePassword(PasswordChange body) {
        PasswordChange change = Body.given(body);
        accounts.changePassword(
                caller.admitted(), change.oldPassword(), change.newPassword(), caller.address());
    }
}
