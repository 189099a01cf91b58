package p2p.tracker.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import org.jboss.logging.Logger;
import p2p.tracker.account.AccountChange;
import p2p.tracker.group.GroupChange;

/**
 * A line for every change of rights, once it is committed. Nothing in a line needs to be escaped:
 * names and addresses have neither spaces nor line ends.
 */
@ApplicationScoped
class AuditLog {

    private static final Logger LOG = Logger.getLogger("p2p.audit");

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccountChange change) {
        LOG.infof("audit %s", line(change));
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) GroupChange change) {
        LOG.infof("audit %s", line(change));
    }

    static String line(AccountChange change) {
        String user = " user=" + change.person().name();
        return switch (change) {
            case AccountChange.Created c -> "account-created" + user;
            case AccountChange.PasswordChanged c -> "password-changed" + user;
            case AccountChange.Ending c -> "account-deleted" + user;
            case AccountChange.DevicesAllowed c -> "devices-allowed" + user + " most=" + c.most();
            case AccountChange.DeviceRemoved c -> "device-removed" + user + " device=" + c.device();
            case AccountChange.LoggedIn c -> "logged-in" + user + " from=" + c.session().address();
            case AccountChange.SessionEnded c ->
                    "session-ended" + user + " reason=" + c.reason().label();
        };
    }

    static String line(GroupChange change) {
        String where = " group=" + change.group().name() + " user=" + change.person().name();
        return switch (change) {
            case GroupChange.Created c -> "group-created" + where;
            case GroupChange.Requested c -> "join-requested" + where;
            case GroupChange.Withdrawn c -> "join-withdrawn" + where;
            case GroupChange.Accepted c -> "join-accepted" + where + " by=" + c.by().name();
            case GroupChange.Rejected c -> "join-rejected" + where + " by=" + c.by().name();
            case GroupChange.InvitationMade c ->
                    "invitation-made" + where + " invitation=" + c.invitation();
            case GroupChange.InvitationRevoked c ->
                    "invitation-revoked" + where + " invitation=" + c.invitation();
            case GroupChange.Invited c -> "join-invited" + where + " invitation=" + c.invitation();
            case GroupChange.Left c -> "member-left" + where;
            case GroupChange.Removed c -> "member-removed" + where + " by=" + c.by().name();
            case GroupChange.RoleChanged c ->
                    "role-changed" + where + " role=" + c.role() + " by=" + c.by().name();
            case GroupChange.InvitersChanged c ->
                    "inviters-changed" + where + " to=" + c.inviters();
            case GroupChange.OwnerChanged c -> "owner-changed" + where + " by=" + c.by().name();
            case GroupChange.Gone c -> "group-gone" + where;
        };
    }
}
