package p2p.peer.control;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import p2p.peer.Peer;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.api.FileDetail;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.JoinRequestInfo;
import p2p.protocol.api.LeftGroup;
import p2p.protocol.api.NamedGroup;
import p2p.protocol.api.NamedUser;

@Path(LocalAccess.PATH + "/groups")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GroupResource {

    private final TrackerClient trackers;

    public GroupResource(Peer peer) {
        trackers = peer.trackers();
    }

    @GET
    @Operation(summary = "List all groups, or one's own")
    public List<GroupInfo> list(@QueryParam("mine") boolean mine) {
        return trackers.groups(mine);
    }

    @POST
    @Operation(summary = "Create a group")
    public void create(NamedGroup group) {
        trackers.createGroup(group);
    }

    @GET
    @Path("{group}")
    @Operation(summary = "Describe a group to one of its members")
    public GroupDetail describe(@PathParam("group") String group) {
        return trackers.group(group);
    }

    @PUT
    @Path("{group}/owner")
    @Operation(summary = "Hand a group over to another member")
    public void transfer(@PathParam("group") String group, NamedUser user) {
        trackers.transferGroup(group, user);
    }

    @DELETE
    @Path("{group}/members/me")
    @Operation(summary = "Leave a group, and say who owns it then")
    public LeftGroup leave(@PathParam("group") String group) {
        return trackers.leaveGroup(group);
    }

    @DELETE
    @Path("{group}/members/{user}")
    @Operation(summary = "Remove a member")
    public void remove(@PathParam("group") String group, @PathParam("user") String user) {
        trackers.removeMember(group, user);
    }

    @GET
    @Path("{group}/requests")
    @Operation(summary = "List those who ask to be let in")
    public List<JoinRequestInfo> requests(@PathParam("group") String group) {
        return trackers.joinRequests(group);
    }

    @POST
    @Path("{group}/requests")
    @Operation(summary = "Ask to be let in")
    public void join(@PathParam("group") String group) {
        trackers.requestJoin(group);
    }

    @DELETE
    @Path("{group}/requests/me")
    @Operation(summary = "Withdraw one's own request")
    public void withdraw(@PathParam("group") String group) {
        trackers.withdrawRequest(group);
    }

    @POST
    @Path("{group}/requests/{user}/accept")
    @Operation(summary = "Let somebody in")
    public void accept(@PathParam("group") String group, @PathParam("user") String user) {
        trackers.acceptRequest(group, user);
    }

    @POST
    @Path("{group}/requests/{user}/reject")
    @Operation(summary = "Turn somebody away")
    public void reject(@PathParam("group") String group, @PathParam("user") String user) {
        trackers.rejectRequest(group, user);
    }

    @GET
    @Path("{group}/files")
    @Operation(summary = "List a group's files, or those with a text in their names")
    public List<FileInfo> files(
            @PathParam("group") String group, @QueryParam("match") String match) {
        return trackers.files(group, match);
    }

    @GET
    @Path("{group}/file")
    @Operation(summary = "Describe a file of a group")
    public FileDetail file(@PathParam("group") String group, @QueryParam("name") String name) {
        return trackers.file(group, name);
    }
}
