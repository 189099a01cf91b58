package p2p.tracker.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;
import p2p.protocol.api.NamedUser;
import p2p.protocol.api.NewAccount;
import p2p.protocol.api.PasswordChange;
import p2p.protocol.api.PasswordProof;
import p2p.tracker.api.Body;

@Path("/accounts")
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
    public NamedUser create(NewAccount body) {
        NewAccount account = Body.given(body);
        return new NamedUser(accounts.create(account.name(), account.password()).name());
    }

    @DELETE
    @Path("/me")
    @Consumes(MediaType.APPLICATION_JSON)
    public void delete(PasswordProof body, @Context HttpServerRequest request) {
        accounts.delete(caller.person(), Body.given(body).password(), addressOf(request));
    }

    @PUT
    @Path("/me/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public void changePassword(PasswordChange body, @Context HttpServerRequest request) {
        PasswordChange change = Body.given(body);
        accounts.changePassword(
                caller.person(), change.oldPassword(), change.newPassword(), addressOf(request));
    }

    private static String addressOf(HttpServerRequest request) {
        return request.remoteAddress().hostAddress();
    }
}
