package p2p.tracker.group;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.NamedGroup;
import p2p.protocol.api.NamedUser;
import p2p.protocol.api.Page;
import p2p.tracker.account.Caller;
import p2p.tracker.api.Body;
import p2p.tracker.api.Refusal;

@Path("/groups")
@RunOnVirtualThread
class GroupResource {

    private static final int LONGEST_PAGE = 500;

    private final Groups groups;
    private final Departures departures;
    private final Caller caller;

    GroupResource(Groups groups, Departures departures, Caller caller) {
        this.groups = groups;
        this.departures = departures;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    public GroupInfo create(NamedGroup body) {
        return groups.create(caller.person(), Body.given(body).name());
    }

    @GET
    public Page<GroupInfo> list(
            @RestQuery @DefaultValue("") String match,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue("100") int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw Refusal.BAD_REQUEST.because("The limit is 1 to " + LONGEST_PAGE + ".");
        }
        return groups.page(caller.person(), match, after, limit);
    }

    @GET
    @Path("/mine")
    public List<GroupInfo> mine() {
        return groups.of(caller.person());
    }

    @GET
    @Path("/{group}")
    public GroupDetail describe(@RestPath String group) {
        return groups.describe(caller.person(), group);
    }

    @PUT
    @Path("/{group}/owner")
    @Consumes(MediaType.APPLICATION_JSON)
    public void handOver(@RestPath String group, NamedUser body) {
        groups.handOver(caller.person(), group, Body.given(body).name());
    }

    @DELETE
    @Path("/{group}/members/me")
    public void leave(@RestPath String group) {
        departures.leave(caller.person(), group);
    }

    @DELETE
    @Path("/{group}/members/{user}")
    public void remove(@RestPath String group, @RestPath String user) {
        departures.remove(caller.person(), group, user);
    }
}
