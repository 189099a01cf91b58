package p2p.tracker.audit;

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
import p2p.protocol.api.AuditEntry;
import p2p.protocol.api.Page;
import p2p.tracker.account.Caller;
import p2p.tracker.account.Person;
import p2p.tracker.group.Memberships;
import p2p.tracker.request.PageLimit;
import p2p.tracker.store.Transactions;

@Tag(name = "Audit", description = "Who was given which right, and who lost it")
@Path("/groups/{group}/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AuditResource {

    private final AuditTable table;
    private final Memberships memberships;
    private final Caller caller;
    private final Transactions transactions;

    AuditResource(
            AuditTable table, Memberships memberships, Caller caller, Transactions transactions) {
        this.table = table;
        this.memberships = memberships;
        this.caller = caller;
        this.transactions = transactions;
    }

    @GET
    @Operation(
            summary = "Show what became of rights in a group",
            description =
                    "For its owner: who came, left, was let in, invited, removed or given a role, and by whom; the newest first, in pages: next, where there is one, goes into after.")
    @APIResponse(responseCode = "200", description = "A page of entries")
    public Page<AuditEntry> of(
            @RestPath String group,
            @RestQuery @DefaultValue("9223372036854775807") long after,
            @RestQuery @DefaultValue("100") int limit) {
        PageLimit.require(limit);
        Person person = caller.person();
        List<AuditEntry> found =
                transactions.get(
                        () -> table.of(memberships.requireOwner(person, group), after, limit + 1));
        return Page.cut(found, limit, entry -> String.valueOf(entry.id()));
    }
}
