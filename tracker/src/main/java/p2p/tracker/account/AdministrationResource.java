package p2p.tracker.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.api.AccountInfo;
import p2p.protocol.api.AccountState;
import p2p.protocol.api.NamedUser;
import p2p.protocol.api.Page;
import p2p.protocol.api.ResetGranted;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.Body;
import p2p.tracker.request.PageLimit;

@Tag(name = "Administration", description = "What administrators do to accounts")
@Path("/admin/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AdministrationResource {

    private final Administration administration;
    private final Caller caller;

    AdministrationResource(Administration administration, Caller caller) {
        this.administration = administration;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List accounts",
            description =
                    "By name, those with match in it, in pages: next, where there is one, goes into after.")
    @APIResponse(responseCode = "200", description = "A page of accounts")
    public Page<AccountInfo> list(
            @RestQuery @DefaultValue("") String match,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue("100") int limit) {
        PageLimit.require(limit);
        PageLimit.requireNames(match, after);
        return administration.page(caller.person(), match, after, limit);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Make an account for somebody",
            description =
                    "Whoever may make one alone. It has no password: who gets the code sets one (POST /password-resets).")
    @APIResponseSchema(
            value = ResetGranted.class,
            responseCode = "201",
            responseDescription = "Made")
    @RequestBody(content = @Content(examples = @ExampleObject(value = "{\"name\": \"bob\"}")))
    public ResetGranted create(NamedUser body) {
        return administration.create(caller.person(), Body.given(body).name(), caller.source());
    }

    @PUT
    @Path("/{name}/state")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Disable or enable an account",
            description =
                    "Nobody logs in to a disabled one, by password or key; its sessions end at once, with all that they serve. Its groups, memberships and shares stay.")
    @APIResponse(responseCode = "204", description = "So it is")
    @RequestBody(content = @Content(examples = @ExampleObject(value = "{\"disabled\": true}")))
    public void setState(@RestPath String name, AccountState body) {
        Boolean disabled = Body.given(body).disabled();
        if (disabled == null) {
            throw Refusal.BAD_REQUEST.because("Say whether it is to be disabled, true or false.");
        }
        if (disabled) {
            administration.disable(caller.person(), name);
        } else {
            administration.enable(caller.person(), name);
        }
    }

    @DELETE
    @Path("/{name}/sessions")
    @Operation(
            summary = "Log somebody out everywhere",
            description =
                    "All sessions end, and all keys are forgotten: only the password logs in.")
    @APIResponse(responseCode = "204", description = "Logged out")
    public void logOut(@RestPath String name) {
        administration.logOut(caller.person(), name);
    }

    @POST
    @Path("/{name}/resets")
    @ResponseStatus(201)
    @Operation(
            summary = "Give somebody a code for a new password",
            description =
                    "Good once and for a day, and instead of one before. The old password stays good until it is used.")
    @APIResponseSchema(
            value = ResetGranted.class,
            responseCode = "201",
            responseDescription = "The code")
    public ResetGranted reset(@RestPath String name) {
        return administration.reset(caller.person(), name);
    }

    @DELETE
    @Path("/{name}")
    @Operation(
            summary = "Delete somebody's account",
            description =
                    "As if they had done it themselves: each group of theirs passes to an heir, or goes where they were the last.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public void delete(@RestPath String name) {
        administration.delete(caller.person(), name);
    }
}
