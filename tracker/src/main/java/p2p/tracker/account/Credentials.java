package p2p.tracker.account;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Optional;
import java.util.function.Supplier;
import p2p.protocol.Names;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.store.Transactions;

/** Names with passwords, whoever brings them: each try is limited, and a wrong one told. */
@ApplicationScoped
class Credentials {

    private final AccountRows accounts;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final Transactions transactions;
    private final MeterRegistry meters;
    private final Event<RefusedLogIn> refusals;

    Credentials(
            AccountRows accounts,
            Passwords passwords,
            AttemptLimits limits,
            Transactions transactions,
            MeterRegistry meters,
            Event<RefusedLogIn> refusals) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.limits = limits;
        this.transactions = transactions;
        this.meters = meters;
        this.refusals = refusals;
    }

    /** What comes of a log-in of whatever kind is a figure for operators. */
    <T> T counted(Supplier<T> logIn) {
        try {
            T granted = logIn.get();
            count("granted");
            return granted;
        } catch (Refused e) {
            count(e.refusal().label());
            throw e;
        }
    }

    private void count(String outcome) {
        meters.counter("p2p.logins", "outcome", outcome).increment();
    }

    static void check(String name, String password) {
        if (name == null || password == null) {
            throw Refusal.BAD_REQUEST.because("A log-in needs a name and a password.");
        }
    }

    /** Refuses what would be refused in any case, before anything is looked up for it. */
    void requireAttemptLeft(String name, String address) {
        limits.requireAttemptLeft(possible(name), Source.of(address));
    }

    /** The account, if there is one, of this name, which may be any text. */
    Optional<Account> account(String name) {
        return transactions.get(() -> accounts.named(possible(name)));
    }

    /** The account whose name and password these are, as far as they were sent. */
    Account prove(String name, String password, String address) {
        check(name, password);
        requireAttemptLeft(name, address);
        return prove(account(name), name, password, address);
    }

    Account prove(Optional<Account> account, String name, String password, String address) {
        Source source = Source.of(address);
        Optional<String> hash = account.map(Account::passwordHash);
        boolean isKnown = limits.isKnown(possible(name), source);
        if (!limits.prove(
                possible(name), source, () -> passwords.matches(password, hash, source, isKnown))) {
            String user = account.map(it -> it.person().name()).orElse("");
            refusals.fire(new RefusedLogIn(user, address));
            throw wrong();
        }
        Account proven = account.orElseThrow();
        proven.requireEnabled();
        return proven;
    }

    /** A name that no account can have is tried, and limited, as "". */
    private static String possible(String name) {
        return Names.whyNotName(name).isEmpty() ? name : "";
    }

    static Refused wrong() {
        return Refusal.WRONG_CREDENTIALS.because(
                "There is no account with this name and this password.");
    }
}
