package p2p.tracker.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.api.FileDetail;
import p2p.tracker.account.Caller;

@Path("/groups/{group}/file")
@RunOnVirtualThread
class FileResource {

    private final FileList files;
    private final Caller caller;

    FileResource(FileList files, Caller caller) {
        this.files = files;
        this.caller = caller;
    }

    @GET
    public FileDetail describe(@RestPath String group, @RestQuery @DefaultValue("") String name) {
        return files.describe(caller.person(), group, name);
    }
}
