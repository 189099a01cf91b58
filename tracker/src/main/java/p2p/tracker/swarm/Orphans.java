package p2p.tracker.swarm;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import p2p.protocol.session.Messages;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.SessionEnd;
import p2p.tracker.account.Sessions;
import p2p.tracker.cluster.ThisTracker;
import p2p.tracker.cluster.TrackerDown;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/** Sessions without a connection: they attach, or attach again, in time, or end. */
@ApplicationScoped
public class Orphans {

    private static final long LOCK = 0x7032703L;
    private static final int MOST_AT_ONCE = 500;
    private static final int HOURS_WITHOUT_PEER = 24;

    private final AttachmentTable attachments;
    private final Sessions sessions;
    private final ThisTracker self;
    private final Sql sql;
    private final Transactions transactions;
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Repeated looks = new Repeated("the look for lost sessions");

    Orphans(
            AttachmentTable attachments,
            Sessions sessions,
            ThisTracker self,
            Sql sql,
            Transactions transactions) {
        this.attachments = attachments;
        this.sessions = sessions;
        this.self = self;
        this.sql = sql;
        this.transactions = transactions;
    }

    /** The connection is gone; noted within a second, or when the database is back. */
    public void lost(UUID connection) {
        lost.add(connection.toString());
    }

    void trackerDown(@Observes TrackerDown down) {
        attachments.orphanAllAt(down.number(), down.since());
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    public void look() {
        looks.run(() -> {
            noteLost();
            endTheOld();
        });
    }

    /** A program that logged in without a peer, and is gone, would hold its account for ever. */
    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    public void endThoseNeverAttached() {
        looks.run(() -> {
            List<LiveSession> unused =
                    transactions.get(
                            () -> attachments.neverAttached(HOURS_WITHOUT_PEER, MOST_AT_ONCE));
            for (LiveSession session : unused) {
                sessions.endIf(
                        session,
                        SessionEnd.NEVER_ATTACHED,
                        () -> sessions.lock(session.id()) && !attachments.isAttached(session.id()));
            }
        });
    }

    private void noteLost() {
        List<String> now = List.copyOf(lost);
        if (!now.isEmpty()) {
            transactions.run(() -> attachments.orphan(now));
            now.forEach(lost::remove);
        }
    }

    /** After an outage everybody first has the time to come back. */
    private void endTheOld() {
        if (!self.hasBeatenFor(Duration.ofSeconds(Messages.REATTACH_SECONDS))) {
            return;
        }
        List<LiveSession> orphans =
                transactions.get(() ->
                        sql.tryLock(LOCK)
                                ? attachments.orphans(Messages.REATTACH_SECONDS, MOST_AT_ONCE)
                                : List.of());
        for (LiveSession orphan : orphans) {
            sessions.endIf(
                    orphan,
                    SessionEnd.PEER_GONE,
                    () ->
                            sessions.lock(orphan.id())
                                    && attachments.isOrphan(
                                            orphan.id(), Messages.REATTACH_SECONDS));
        }
    }
}
