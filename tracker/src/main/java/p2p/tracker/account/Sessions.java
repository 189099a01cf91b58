package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

    private final SessionLookup lookup;
    private final SessionRows rows;
    private final AccountRows accounts;
    private final DeviceTable devices;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<AccountChange> changes;
    private final Clock clock;

    Sessions(
            SessionLookup lookup,
            SessionRows rows,
            AccountRows accounts,
            DeviceTable devices,
            Retries retries,
            Transactions transactions,
            Event<AccountChange> changes,
            Clock clock) {
        this.lookup = lookup;
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
        return SessionToken.bearer(authorization).flatMap(lookup::find);
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

    /** About how many there are. */
    public long size() {
        return rows.size();
    }

    /**
     * Begins one in the caller's transaction, in which the account is locked and its device has
     * none.
     */
    Instant begin(
            Person person,
            long device,
            Optional<HostPort> listen,
            String address,
            SessionToken token) {
        Instant now = clock.instant();
        var begun = new LiveSession(0, person, Optional.of(device), listen, address, now);
        long id = rows.insert(begun, token).orElseThrow(() -> addressInUse(listen.orElseThrow()));
        changes.fire(
                new AccountChange.LoggedIn(
                        person,
                        new LiveSession(id, person, Optional.of(device), listen, address, now)));
        return now;
    }

    /** Ends the session and forgets its device: only a password begins another one. */
    void logOut(LiveSession session) {
        retries.once(() -> {
            lockWithDevices(session.person());
            of(session.person()).stream()
                    .filter(live -> live.id() == session.id())
                    .forEach(live -> {
                        endNow(live, SessionEnd.LOGGED_OUT);
                        live.device().ifPresent(devices::forget);
                    });
        });
    }

    /** One change of the account's devices and sessions at a time; false where it is gone. */
    boolean lockWithDevices(Person person) {
        boolean there = accounts.lockToChange(person.id());
        if (there) {
            devices.adopt(person);
        }
        return there;
    }

    List<LiveSession> of(Person person) {
        return rows.of(person);
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
            session.device().ifPresent(device -> devices.sessionEnded(device, clock.instant()));
        }
        return ended;
    }

    void endAll(Person person, SessionEnd reason) {
        of(person).forEach(session -> endNow(session, reason));
    }

    /** Ends that of a device, in a transaction that has locked the account to change it. */
    void endAt(Person person, Device device, SessionEnd reason) {
        of(person).stream()
                .filter(session -> session.device().filter(at -> at == device.id()).isPresent())
                .forEach(session -> endNow(session, reason));
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
