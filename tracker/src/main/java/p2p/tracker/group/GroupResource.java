package p2p.tracker.group;

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
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.Role;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.InviterChoice;
import p2p.protocol.api.Inviters;
import p2p.protocol.api.LeftGroup;
import p2p.protocol.api.MemberRole;
import p2p.protocol.api.NamedGroup;
import p2p.protocol.api.NamedUser;
import p2p.protocol.api.Page;
import p2p.tracker.account.Caller;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.Body;
import p2p.tracker.request.PageLimit;

@Tag(name = "Groups", description = "People who share files with each other")
@Path("/groups")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class GroupResource {

    private final Groups groups;
    private final Roles roles;
    private final Departures departures;
    private final Caller caller;

    GroupResource(Groups groups, Roles roles, Departures departures, Caller caller) {
        this.groups = groups;
        this.roles = roles;
        this.departures = departures;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Make a group",
            description =
                    "You own it. A name has the form of a name of an account, and is unique among groups.")
    @APIResponseSchema(value = GroupInfo.class, responseCode = "201", responseDescription = "Made")
    @RequestBody(content = @Content(examples = @ExampleObject(value = "{\"name\": \"film-club\"}")))
    public GroupInfo create(NamedGroup body) {
        return groups.create(caller.person(), Body.given(body).name());
    }

    @GET
    @Operation(
            summary = "List all groups",
            description =
                    "By name, in pages: next, where there is one, goes into after. match is a part of a name.")
    @APIResponse(responseCode = "200", description = "A page of groups, with what you are to each")
    public Page<GroupInfo> list(
            @RestQuery @DefaultValue("") String match,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue("100") int limit) {
        PageLimit.require(limit);
        PageLimit.requireNames(match, after);
        return groups.page(caller.person(), match, after, limit);
    }

    @GET
    @Path("/mine")
    @Operation(summary = "List the groups you are in", description = "By name.")
    @APIResponse(responseCode = "200", description = "Your groups")
    public List<GroupInfo> mine() {
        return groups.of(caller.person());
    }

    @GET
    @Path("/{group}")
    @Operation(
            summary = "Describe a group",
            description =
                    "For members: how many are in it and the first of them, in the order in which they joined, with their roles, and who may invite. Where there are more, next goes into after of the list of members.")
    @APIResponse(responseCode = "200", description = "The group")
    public GroupDetail describe(@RestPath String group) {
        return groups.describe(caller.person(), group);
    }

    @GET
    @Path("/{group}/members")
    @Operation(
            summary = "List a group's members",
            description =
                    "For members, in the order in which they joined, in pages: next, where there is one, goes into after.")
    @APIResponse(responseCode = "200", description = "A page of members")
    public Page<GroupDetail.Member> members(
            @RestPath String group,
            @RestQuery @DefaultValue("0") long after,
            @RestQuery @DefaultValue("100") int limit) {
        PageLimit.require(limit);
        return groups.members(caller.person(), group, after, limit);
    }

    @GET
    @Path("/{group}/members/me")
    @Operation(
            summary = "Ask what you are in a group",
            description = "For members: the group's line in the list of one's own groups.")
    @APIResponse(responseCode = "200", description = "You are a member")
    public GroupInfo standing(@RestPath String group) {
        return groups.standing(caller.person(), group);
    }

    @PUT
    @Path("/{group}/owner")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Hand a group over",
            description =
                    "The owner makes another member the owner, and is a member like any other from then on.")
    @APIResponse(responseCode = "204", description = "Handed over")
    @RequestBody(content = @Content(examples = @ExampleObject(value = "{\"name\": \"bob\"}")))
    public void handOver(@RestPath String group, NamedUser body) {
        groups.handOver(caller.person(), group, Body.given(body).name());
    }

    @PUT
    @Path("/{group}/inviters")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Choose who may invite",
            description =
                    "For the owner: the owner alone, moderators too, or all members but readers. It revokes the invitations of those who may not invite any more.")
    @APIResponse(responseCode = "204", description = "Chosen")
    @RequestBody(
            content = @Content(examples = @ExampleObject(value = "{\"inviters\": \"members\"}")))
    public void chooseInviters(@RestPath String group, InviterChoice body) {
        Inviters inviters = Body.given(body).inviters();
        if (inviters == null) {
            throw Refusal.BAD_REQUEST.because("Name the inviters: owner, moderators or members.");
        }
        roles.chooseInviters(caller.person(), group, inviters);
    }

    @PUT
    @Path("/{group}/members/{user}/role")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Give a member a role",
            description =
                    "For the owner: moderator, member or reader. Moderators let people in and remove members; readers download, and share nothing new. The owner's own is handed over instead. It revokes the invitations of who may not invite any more.")
    @APIResponse(responseCode = "204", description = "That is their role now")
    @RequestBody(content = @Content(examples = @ExampleObject(value = "{\"role\": \"moderator\"}")))
    public void setRole(@RestPath String group, @RestPath String user, MemberRole body) {
        Role role = Body.given(body).role();
        if (role == null) {
            throw Refusal.BAD_REQUEST.because("Name the role: moderator, member or reader.");
        }
        roles.set(caller.person(), group, user, role);
    }

    @DELETE
    @Path("/{group}/members/me")
    @Operation(
            summary = "Leave a group",
            description =
                    "Where you own it, it passes to a moderator, or else to a member, or else to a reader, each time to whoever joined first; where you are the last, it goes.")
    @APIResponse(
            responseCode = "200",
            description = "Left: who owns it, null where it is gone, and whether it passed on")
    public LeftGroup leave(@RestPath String group) {
        return departures.leave(caller.person(), group);
    }

    @DELETE
    @Path("/{group}/members/{user}")
    @Operation(
            summary = "Remove a member",
            description =
                    "For the owner and moderators. Nobody removes the owner, and only the owner a moderator. It revokes the invitations that they have made.")
    @APIResponse(responseCode = "204", description = "Removed")
    public void remove(@RestPath String group, @RestPath String user) {
        departures.remove(caller.person(), group, user);
    }
}
