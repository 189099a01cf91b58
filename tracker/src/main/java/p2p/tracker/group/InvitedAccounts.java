package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import p2p.tracker.account.AccountChange;

/** Where only the invited may make accounts, an invitation to a group is what they show. */
@ApplicationScoped
class InvitedAccounts {

    private final Invitations invitations;

    InvitedAccounts(Invitations invitations) {
        this.invitations = invitations;
    }

    void on(@Observes AccountChange.Created created) {
        created.invitation().map(InvitationCode::new).ifPresent(invitations::requireOpen);
    }
}
