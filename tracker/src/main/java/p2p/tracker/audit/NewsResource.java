package p2p.tracker.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import p2p.protocol.api.LatestNews;
import p2p.tracker.account.Caller;
import p2p.tracker.account.Person;
import p2p.tracker.store.Transactions;

@Tag(name = "Groups")
@Path("/news")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class NewsResource {

    private final AuditTable table;
    private final Caller caller;
    private final Transactions transactions;

    NewsResource(AuditTable table, Caller caller, Transactions transactions) {
        this.table = table;
        this.caller = caller;
        this.transactions = transactions;
    }

    @GET
    @Operation(
            summary = "Ask whether something has changed",
            description =
                    "For who has no WebSocket: the mark is another one than before once you are in other groups than before, or members, roles, requests or invitations have changed in one of yours. Of files, and of who is online, it says nothing.")
    @APIResponse(responseCode = "200", description = "The mark")
    public LatestNews latest() {
        Person person = caller.person();
        return new LatestNews(transactions.get(() -> table.mark(person)));
    }
}
