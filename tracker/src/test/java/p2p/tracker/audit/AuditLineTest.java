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
import p2p.tracker.account.RefusedLogIn;
import p2p.tracker.account.SessionEnd;
import p2p.tracker.group.GroupChange;
import p2p.tracker.group.GroupRef;

class AuditLineTest {

    private static final Person ANN = new Person(1, "ann");
    private static final Person BOB = new Person(2, "bob");
    private static final GroupRef GROUP = new GroupRef(3, "film-club");

    @Test
    void aLineSaysWhatHappenedToWhomAndWhoDidIt() {
        assertEquals(
                "member-removed group=film-club user=bob by=ann",
                AuditLine.of(new GroupChange.Removed(GROUP, BOB, ANN)).text());
        assertEquals(
                "role-changed group=film-club user=bob role=reader by=ann",
                AuditLine.of(new GroupChange.RoleChanged(GROUP, BOB, Role.READER, ANN)).text());
        assertEquals(
                "inviters-changed group=film-club user=ann to=members",
                AuditLine.of(new GroupChange.InvitersChanged(GROUP, ANN, Inviters.MEMBERS)).text());
        assertEquals(
                "group-created group=film-club user=ann",
                AuditLine.of(new GroupChange.Created(GROUP, ANN)).text());
        assertEquals(
                "join-invited group=film-club user=bob invitation=7",
                AuditLine.of(new GroupChange.Invited(GROUP, BOB, 7)).text());
        var session =
                new LiveSession(
                        4, ANN, Optional.empty(), Optional.empty(), "192.0.2.7", Instant.EPOCH);
        assertEquals(
                "logged-in user=ann from=192.0.2.7",
                AuditLine.of(new AccountChange.LoggedIn(ANN, session)).text());
        assertEquals(
                "signed-in user=ann from=192.0.2.7 browser=Firefox-Linux",
                AuditLine.of(new AccountChange.SignedIn(ANN, "Firefox-Linux", "192.0.2.7")).text());
        assertEquals(
                "signed-out user=ann reason=password-changed browser=Firefox-Linux",
                AuditLine.of(
                                new AccountChange.SignedOut(
                                        ANN, "Firefox-Linux", SessionEnd.PASSWORD_CHANGED))
                        .text());
        assertEquals(
                "log-in-refused user=ann from=192.0.2.7",
                AuditLine.of(new RefusedLogIn("ann", "192.0.2.7")).text());
        assertEquals(
                "log-in-refused user=- from=192.0.2.7",
                AuditLine.of(new RefusedLogIn("", "192.0.2.7")).text());
        assertEquals(
                "devices-allowed user=ann most=3",
                AuditLine.of(new AccountChange.DevicesAllowed(ANN, 3)).text());
        assertEquals(
                "device-removed user=ann device=laptop",
                AuditLine.of(new AccountChange.DeviceRemoved(ANN, "laptop")).text());
        assertEquals(
                "session-ended user=ann reason=taken-over",
                AuditLine.of(new AccountChange.SessionEnded(ANN, session, SessionEnd.TAKEN_OVER))
                        .text());
    }
}
