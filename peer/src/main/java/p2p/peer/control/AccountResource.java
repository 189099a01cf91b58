package p2p.peer.control;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import p2p.peer.Peer;
import p2p.peer.session.LoggedIn;
import p2p.protocol.api.PasswordProof;

@Path(LocalAccess.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    private final Peer peer;

    public AccountResource(Peer peer) {
        this.peer = peer;
    }

    @DELETE
    @Path("accounts/me")
    @Operation(summary = "Delete the account of the user who is logged in")
    public void delete(@Nullable PasswordProof proof) {
        peer.deleteAccount(Given.body(proof));
    }

    @POST
    @Path("session")
    @Operation(summary = "Log in; shares come back where their files are unchanged")
    public LoggedIn logIn(@Nullable Credentials body) {
        Credentials credentials = Given.body(body);
        return peer.logIn(
                credentials.name(),
                credentials.password(),
                credentials.takeover(),
                credentials.device());
    }

    @DELETE
    @Path("session")
    @Operation(summary = "Log out; sharing stops and downloads pause at once")
    public void logOut() {
        peer.logOut();
    }
}
