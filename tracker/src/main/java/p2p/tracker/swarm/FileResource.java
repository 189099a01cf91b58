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
import p2p.protocol.api.FileDetail;
import p2p.tracker.account.Caller;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/groups/{group}/file")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class FileResource {

    private final FileList files;
    private final Caller caller;

    FileResource(FileList files, Caller caller) {
        this.files = files;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Describe a file",
            description =
                    "For members: what it is, and the first of those who share it. Where there are more, next goes into after of the list of sharers.")
    @APIResponse(responseCode = "200", description = "The file")
    public FileDetail describe(@RestPath String group, @RestQuery @DefaultValue("") String name) {
        return files.describe(caller.person(), group, name);
    }
}
