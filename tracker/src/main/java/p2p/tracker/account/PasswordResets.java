package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Names;
import p2p.protocol.api.PasswordReset;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.retry.RequestKey;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** New passwords for those who have none, or have lost theirs, by a code of an administrator. */
@ApplicationScoped
class PasswordResets {

    private static final Duration LASTS = Duration.ofHours(24);

    private final ResetRows rows;
    private final AccountRows accounts;
    private final Sessions sessions;
    private final Devices devices;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final RequestKey request;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<AccountChange> changes;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PasswordResets(
            ResetRows rows,
            AccountRows accounts,
            Sessions sessions,
            Devices devices,
            Passwords passwords,
            AttemptLimits limits,
            RequestKey request,
            Retries retries,
            Transactions transactions,
            Event<AccountChange> changes,
            Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.sessions = sessions;
        this.devices = devices;
        this.passwords = passwords;
        this.limits = limits;
        this.request = request;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
        this.clock = clock;
    }

    /** What is sent again gets the same code, which is nowhere kept. */
    ResetCode code() {
        if (request.hasKey()) {
            return ResetCode.of(request.ownSecret("password reset"));
        }
        byte[] bytes = new byte[ResetCode.BYTES];
        random.nextBytes(bytes);
        return ResetCode.of(bytes);
    }

    /** In the caller's transaction, which keeps the account; until when the code is good. */
    Instant grant(Person person, ResetCode code) {
        Instant end = clock.instant().plus(LASTS);
        rows.put(person, code, end);
        return end;
    }

    /** Whoever has the code alone is logged in afterwards: no device stays. */
    void redeem(PasswordReset reset, Source source) {
        Passwords.check(reset.password());
        if (retries.isAnswered()) {
            return;
        }
        String name = named(reset.name()) ? reset.name() : "";
        ResetCode code = new ResetCode(given(reset.code()));
        if (!limits.prove(name, source, () -> isGood(name, code))) {
            throw wrong();
        }
        String hash = passwords.hash(reset.password(), source, false);
        retries.once(() -> {
            Person person =
                    accounts.personNamed(name)
                            .filter(sessions::lockWithDevices)
                            .filter(it -> rows.use(it, code, clock.instant()))
                            .orElseThrow(PasswordResets::wrong);
            accounts.findById(person.id()).changePasswordHash(hash);
            devices.endAll(person, SessionEnd.PASSWORD_CHANGED);
            changes.fire(new AccountChange.PasswordChanged(person));
        });
    }

    /** In the caller's transaction: a code of before is good for nothing any more. */
    void forget(Person person) {
        rows.deleteById(person.id());
    }

    private boolean isGood(String name, ResetCode code) {
        return transactions.get(() ->
                accounts.personNamed(name)
                        .filter(it -> rows.isGood(it, code, clock.instant()))
                        .isPresent());
    }

    private static boolean named(@Nullable String name) {
        return name != null && Names.whyNotName(name).isEmpty();
    }

    private static String given(@Nullable String code) {
        if (code == null) {
            throw Refusal.BAD_REQUEST.because("The body needs the code.");
        }
        return code;
    }

    private static Refused wrong() {
        return Refusal.WRONG_CREDENTIALS.because(
                "There is no such code for this account: it was used, has ended, or a part of it is"
                        + " missing. Ask for another one.");
    }
}
