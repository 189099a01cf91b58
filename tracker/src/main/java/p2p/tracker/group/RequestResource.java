package p2p.tracker.group;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import p2p.protocol.api.JoinRequestInfo;
import p2p.tracker.account.Caller;

@Path("/groups/{group}/requests")
@RunOnVirtualThread
class RequestResource {

    private final JoinRequests requests;
    private final Caller caller;

    RequestResource(JoinRequests requests, Caller caller) {
        this.requests = requests;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public JoinRequestInfo ask(@RestPath String group) {
        return requests.ask(caller.person(), group);
    }

    @DELETE
    @Path("/me")
    public void withdraw(@RestPath String group) {
        requests.withdraw(caller.person(), group);
    }

    @GET
    public List<JoinRequestInfo> list(@RestPath String group) {
        return requests.list(caller.person(), group);
    }

    @POST
    @Path("/{user}/accept")
    public void accept(@RestPath String group, @RestPath String user) {
        requests.accept(caller.person(), group, user);
    }

    @POST
    @Path("/{user}/reject")
    public void reject(@RestPath String group, @RestPath String user) {
        requests.reject(caller.person(), group, user);
    }
}
