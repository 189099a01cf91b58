package p2p.tracker.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import p2p.protocol.Role;
import p2p.protocol.api.Inviters;
import p2p.tracker.account.AccountChange;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.Person;
import p2p.tracker.account.SessionEnd;
import p2p.tracker.group.GroupChange;
import p2p.tracker.group.GroupRef;

class AuditLogTest {

    private static final Person ANN = new Person(1, "ann");
    private static final Person BOB = new Person(2, "bob");
    private static final GroupRef GROUP = new GroupRef(3, "film-club");

    @Test
    void aLineSaysWhatHappenedToWhomAndWhoDidIt() {
        assertEquals(
                "member-removed group=film-club user=bob by=ann",
                AuditLog.line(new GroupChange.Removed(GROUP, BOB, ANN)));
        assertEquals(
                "role-changed group=film-club user=bob role=reader by=ann",
                AuditLog.line(new GroupChange.RoleChanged(GROUP, BOB, Role.READER, ANN)));
        assertEquals(
                "inviters-changed group=film-club user=ann to=members",
                AuditLog.line(new GroupChange.InvitersChanged(GROUP, ANN, Inviters.MEMBERS)));
        assertEquals(
                "group-created group=film-club user=ann",
                AuditLog.line(new GroupChange.Created(GROUP, ANN)));
        assertEquals(
                "join-invited group=film-club user=bob invitation=7",
                AuditLog.line(new GroupChange.Invited(GROUP, BOB, 7)));
        var session =
                new LiveSession(
                        4, ANN, Optional.empty(), Optional.empty(), "192.0.2.7", Instant.EPOCH);
        assertEquals(
                "logged-in user=ann from=192.0.2.7",
                AuditLog.line(new AccountChange.LoggedIn(ANN, session)));
        assertEquals(
                "devices-allowed user=ann most=3",
                AuditLog.line(new AccountChange.DevicesAllowed(ANN, 3)));
        assertEquals(
                "device-removed user=ann device=laptop",
                AuditLog.line(new AccountChange.DeviceRemoved(ANN, "laptop")));
        assertEquals(
                "session-ended user=ann reason=taken-over",
                AuditLog.line(new AccountChange.SessionEnded(ANN, session, SessionEnd.TAKEN_OVER)));
    }
}
