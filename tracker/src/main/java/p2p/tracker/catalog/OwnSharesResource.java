package p2p.tracker.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import p2p.protocol.api.ShareInfo;
import p2p.tracker.account.Caller;

@Path("/shares")
@RunOnVirtualThread
class OwnSharesResource {

    private final FileList files;
    private final Caller caller;

    OwnSharesResource(FileList files, Caller caller) {
        this.files = files;
        this.caller = caller;
    }

    @GET
    public List<ShareInfo> mine() {
        return files.of(caller.person());
    }
}
