package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** Who is logged in. */
@ApplicationScoped
public class Sessions {

    private final SessionRows rows;
    private final AccountRows accounts;
    private final DeviceRows devices;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<AccountChange> changes;
    private final Clock clock;

    Sessions(
            SessionRows rows,
            AccountRows accounts,
            DeviceRows devices,
            Retries retries,
            Transactions transactions,
            Event<AccountChange> changes,
            Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.devices = devices;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
        this.clock = clock;
    }

    /** The live session whose token is in this {@code Authorization} header, which may be null. */
    public Optional<LiveSession> find(@Nullable String authorization) {
        return SessionToken.bearer(authorization).flatMap(this::find);
    }

    private Optional<LiveSession> find(SessionToken token) {
        return transactions.get(() -> rows.withToken(token.hash()).map(StoredSession::live));
    }

    /** Those of these accounts that have a live session. */
    public Set<Long> online(Collection<Long> accountIds) {
        return rows.online(accountIds);
    }

    /** Keeps the session from ending until the transaction does; false where it has ended. */
    public boolean keep(long session) {
        return rows.keep(session);
    }

    /** Waits for all who keep the session; false where it has ended. */
    public boolean lock(long session) {
        return rows.lock(session);
    }

    public long count() {
        return rows.count();
    }

    /** Begins one in the caller's transaction, in which the account is locked and has none. */
    Instant begin(Person person, Optional<HostPort> listen, String address, SessionToken token) {
        Instant now = clock.instant();
        var begun = new LiveSession(0, person, listen, address, now);
        long id = rows.insert(begun, token).orElseThrow(() -> addressInUse(listen.orElseThrow()));
        changes.fire(
                new AccountChange.LoggedIn(
                        person, new LiveSession(id, person, listen, address, now)));
        return now;
    }

    /** Ends the session and forgets the device: only a password begins another one. */
    void logOut(LiveSession session) {
        retries.once(() -> {
            accounts.lockToChange(session.person().id());
            if (endNow(session, SessionEnd.LOGGED_OUT)) {
                devices.forget(session.person());
            }
        });
    }

    /** Ends a session if that is still due once the account is kept; false where it is not. */
    public boolean endIf(LiveSession session, SessionEnd reason, BooleanSupplier due) {
        return transactions.get(() -> {
            accounts.keep(session.person().id());
            return due.getAsBoolean() && endNow(session, reason);
        });
    }

    /** Ends a session in the caller's transaction, which keeps the account. */
    boolean endNow(LiveSession session, SessionEnd reason) {
        boolean ended = rows.remove(session.id());
        if (ended) {
            changes.fire(new AccountChange.SessionEnded(session.person(), session, reason));
        }
        return ended;
    }

    void endOf(Person person, SessionEnd reason) {
        rows.of(person.id()).map(StoredSession::live).ifPresent(s -> endNow(s, reason));
    }

    private static Refused addressInUse(HostPort listen) {
        return Refusal.ADDRESS_IN_USE.because(
                "Somebody else is logged in with a peer that listens at "
                        + listen
                        + "; use another port.");
    }

    static Refused notLoggedIn() {
        return Refusal.NOT_LOGGED_IN.because("You are not logged in, or no longer; log in first.");
    }
}
