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
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.Names;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.Page;
import p2p.tracker.account.Caller;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.request.PageLimit;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/files")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SearchResource {

    private final FileList files;
    private final Caller caller;

    SearchResource(FileList files, Caller caller) {
        this.files = files;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Search for files in all your groups",
            description =
                    "By group and name; `match` is a part of a name, `after` the `next` of the part before. A part can be empty and have a `next`.")
    @APIResponse(responseCode = "200", description = "A part of what is found")
    public Page<FileInfo> search(
            @RestQuery @DefaultValue("") String match,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue("100") int limit) {
        PageLimit.require(limit);
        if (match.isBlank() || match.length() > Names.LONGEST_FILE_NAME) {
            throw Refusal.BAD_REQUEST.because(
                    "Say what the names shall hold, in 1 to %d characters."
                            .formatted(Names.LONGEST_FILE_NAME));
        }
        return files.search(caller.person(), match, after, limit);
    }
}
