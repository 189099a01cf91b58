package p2p.tracker.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import org.jboss.logging.Logger;
import p2p.tracker.account.AccountChange;
import p2p.tracker.account.RefusedLogIn;
import p2p.tracker.group.GroupChange;
import p2p.tracker.store.Transactions;

/**
 * Every change of rights, and every wrong password: a row in the transaction of the change, which
 * fails with it, and a line of the log once it is committed.
 */
@ApplicationScoped
class AuditLog {

    private static final Logger LOG = Logger.getLogger("p2p.audit");

    private final AuditTable table;
    private final Transactions transactions;

    AuditLog(AuditTable table, Transactions transactions) {
        this.table = table;
        this.transactions = transactions;
    }

    void keep(@Observes AccountChange change) {
        table.add(AuditLine.of(change));
    }

    void keep(@Observes GroupChange change) {
        table.add(AuditLine.of(change));
    }

    void on(@Observes RefusedLogIn refused) {
        transactions.run(() -> table.add(AuditLine.of(refused)));
        log(AuditLine.of(refused));
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccountChange change) {
        log(AuditLine.of(change));
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) GroupChange change) {
        log(AuditLine.of(change));
    }

    private static void log(AuditLine line) {
        LOG.infof("audit %s", line.text());
    }
}
