package p2p.tracker.swarm;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.Page;
import p2p.tracker.account.Caller;
import p2p.tracker.request.PageLimit;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/groups/{group}/files")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class FileListResource {

    private final FileList files;
    private final Caller caller;

    FileListResource(FileList files, Caller caller) {
        this.files = files;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List a group's files",
            description =
                    "For members, in the order of their names; `match` is a part of a name, `after` the `next` of the part before. No part looks at more than 20,000 names: with `match` one can be empty and have a `next`.")
    @APIResponse(responseCode = "200", description = "A part of the list")
    public Page<FileInfo> list(
            @RestPath String group,
            @RestQuery @DefaultValue("") String match,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue("100") int limit) {
        PageLimit.require(limit);
        return files.page(caller.person(), group, match, after, limit);
    }
}
