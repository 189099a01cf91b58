package p2p.tracker.swarm;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.api.VersionInfo;
import p2p.tracker.account.Caller;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/groups/{group}/versions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class VersionListResource {

    private final FileList files;
    private final Caller caller;

    VersionListResource(FileList files, Caller caller) {
        this.files = files;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List a file's versions",
            description =
                    "For members: the last hundred of what the name has stood for, the newest first.")
    @APIResponse(responseCode = "200", description = "The versions")
    public List<VersionInfo> list(
            @RestPath String group, @RestQuery @DefaultValue("") String name) {
        return files.versions(caller.person(), group, name);
    }
}
