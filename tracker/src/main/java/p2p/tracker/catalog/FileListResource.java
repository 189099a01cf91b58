package p2p.tracker.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.Page;
import p2p.tracker.account.Caller;
import p2p.tracker.api.Refusal;

@Path("/groups/{group}/files")
@RunOnVirtualThread
class FileListResource {

    private static final int LONGEST_PAGE = 500;

    private final FileList files;
    private final Caller caller;

    FileListResource(FileList files, Caller caller) {
        this.files = files;
        this.caller = caller;
    }

    @GET
    public Page<FileInfo> list(
            @RestPath String group,
            @RestQuery @DefaultValue("") String match,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue("100") int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw Refusal.BAD_REQUEST.because("The limit is 1 to " + LONGEST_PAGE + ".");
        }
        return files.page(caller.person(), group, match, after, limit);
    }
}
