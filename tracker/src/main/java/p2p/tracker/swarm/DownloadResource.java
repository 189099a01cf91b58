package p2p.tracker.swarm;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.session.TrackerMessage;
import p2p.tracker.account.Caller;
import p2p.tracker.account.LiveSession;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.catalog.SharedFile;
import p2p.tracker.request.Body;
import p2p.tracker.store.Transactions;
import p2p.tracker.ticket.TicketIssuer;

@Tag(name = "Files", description = "What is shared in a group, and who has it")
@Path("/groups/{group}/downloads")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class DownloadResource {

    private final Catalogue catalogue;
    private final TicketGrants tickets;
    private final ServingTable serving;
    private final Transactions transactions;
    private final Caller caller;

    DownloadResource(
            Catalogue catalogue,
            TicketGrants tickets,
            ServingTable serving,
            Transactions transactions,
            Caller caller) {
        this.catalogue = catalogue;
        this.tickets = tickets;
        this.serving = serving;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ask for a download",
            description =
                    "For members whose peer is attached: the manifest, the live seeders, and a ticket for this peer's certificate; of the newest version, or of the `version` that is asked for.")
    @APIResponse(responseCode = "200", description = "All that a download starts with")
    public DownloadGrant download(@RestPath String group, DownloadRequest body) {
        DownloadRequest wanted = Body.given(body);
        LiveSession session = caller.session();
        return transactions.get(() -> grant(session, group, wanted));
    }

    private DownloadGrant grant(LiveSession session, String group, DownloadRequest wanted) {
        SharedFile file = catalogue.requireAndKeep(session.person(), group, wanted);
        TicketIssuer.Issued granted = tickets.grant(session, file);
        return new DownloadGrant(
                file.group().name(),
                file.name(),
                file.content(),
                catalogue.manifest(file),
                serving.seeders(file.id(), session.id(), TrackerMessage.Seeders.MOST),
                granted.ticket(),
                granted.expires(),
                catalogue.version(file),
                serving.unchecked(file.id(), session.id(), TrackerMessage.UncheckedSeeders.MOST));
    }
}
