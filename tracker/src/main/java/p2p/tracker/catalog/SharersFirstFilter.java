package p2p.tracker.catalog;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import p2p.tracker.account.Caller;
import p2p.tracker.group.Memberships;
import p2p.tracker.store.Transactions;

/** Filters run before the body is read, so that strangers cannot make a tracker take 48 MiB in. */
@Provider
@SharersFirst
@Priority(Priorities.AUTHORIZATION)
class SharersFirstFilter implements ContainerRequestFilter {

    private final Caller caller;
    private final Memberships memberships;
    private final Transactions transactions;

    SharersFirstFilter(Caller caller, Memberships memberships, Transactions transactions) {
        this.caller = caller;
        this.memberships = memberships;
        this.transactions = transactions;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String group = request.getUriInfo().getPathParameters().getFirst("group");
        transactions.run(() -> memberships.requireSharer(caller.person(), group));
    }
}
