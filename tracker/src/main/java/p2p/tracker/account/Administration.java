package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import p2p.protocol.Names;
import p2p.protocol.api.AccountInfo;
import p2p.protocol.api.Page;
import p2p.protocol.api.ResetGranted;
import p2p.tracker.account.AccountChange.Deed;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** What administrators may do to the accounts of others, and nobody else. */
@ApplicationScoped
class Administration {

    private static final int UNKNOWN_PASSWORD_BYTES = 32;

    private final AccountRows rows;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Devices devices;
    private final Browsers browsers;
    private final Passwords passwords;
    private final PasswordResets resets;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<AccountChange> changes;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Administration(
            AccountRows rows,
            Accounts accounts,
            Sessions sessions,
            Devices devices,
            Browsers browsers,
            Passwords passwords,
            PasswordResets resets,
            Retries retries,
            Transactions transactions,
            Event<AccountChange> changes,
            Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.sessions = sessions;
        this.devices = devices;
        this.browsers = browsers;
        this.passwords = passwords;
        this.resets = resets;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
        this.clock = clock;
    }

    Page<AccountInfo> page(Person by, String match, String after, int limit) {
        return transactions.get(() -> {
            require(by);
            List<Account> found = rows.page(match, after, limit + 1);
            Set<Long> online =
                    sessions.online(
                            found.stream().map(it -> it.person().id()).collect(Collectors.toSet()));
            List<AccountInfo> infos =
                    found.stream().map(it -> it.info(online.contains(it.person().id()))).toList();
            return Page.cut(infos, limit, AccountInfo::name);
        });
    }

    /** An account without a password, for which this code sets one. */
    ResetGranted create(Person by, String name, Source source) {
        transactions.run(() -> require(by));
        byte[] unknown = new byte[UNKNOWN_PASSWORD_BYTES];
        random.nextBytes(unknown);
        String hash = passwords.hash(HexFormat.of().formatHex(unknown), source, false);
        ResetCode code = resets.code();
        Instant end =
                retries.once(
                        Instant.class,
                        () -> {
                            require(by);
                            Person person = accounts.insert(name, hash);
                            tell(person, Deed.CREATE, by);
                            return resets.grant(person, code);
                        });
        return new ResetGranted(name, code.text(), end);
    }

    ResetGranted reset(Person by, String name) {
        ResetCode code = resets.code();
        Instant end =
                retries.once(
                        Instant.class,
                        () -> {
                            Person person = locked(by, name);
                            tell(person, Deed.RESET, by);
                            return resets.grant(person, code);
                        });
        return new ResetGranted(name, code.text(), end);
    }

    void disable(Person by, String name) {
        retries.once(() -> {
            Person person = locked(by, requireAnother(by, name));
            rows.findById(person.id()).disable(clock.instant());
            sessions.endAll(person, SessionEnd.ACCOUNT_DISABLED);
            browsers.endAll(person, SessionEnd.ACCOUNT_DISABLED);
            resets.forget(person);
            tell(person, Deed.DISABLE, by);
        });
    }

    void enable(Person by, String name) {
        retries.once(() -> {
            Person person = locked(by, name);
            rows.findById(person.id()).enable();
            tell(person, Deed.ENABLE, by);
        });
    }

    /** Everywhere; keys are forgotten, so that only the password logs in again. */
    void logOut(Person by, String name) {
        retries.once(() -> {
            Person person = locked(by, name);
            resets.forget(person);
            devices.endAll(person, SessionEnd.LOGGED_OUT_BY_ADMINISTRATOR);
            tell(person, Deed.LOG_OUT, by);
        });
    }

    void delete(Person by, String name) {
        retries.once(() -> {
            Person person = named(by, requireAnother(by, name));
            if (!rows.lockToDelete(person.id())) {
                throw noSuchAccount(name);
            }
            tell(person, Deed.DELETE, by);
            accounts.remove(person);
        });
    }

    /** Somebody whose account may be changed in the caller's transaction. */
    private Person locked(Person by, String name) {
        Person person = named(by, name);
        if (!sessions.lockWithDevices(person)) {
            throw noSuchAccount(name);
        }
        return person;
    }

    private Person named(Person by, String name) {
        require(by);
        return Optional.of(name)
                .filter(it -> Names.whyNotName(it).isEmpty())
                .flatMap(rows::personNamed)
                .orElseThrow(() -> noSuchAccount(name));
    }

    private void require(Person by) {
        if (rows.findByIdOptional(by.id()).filter(Account::isAdministrator).isEmpty()) {
            throw Refusal.NOT_AN_ADMINISTRATOR.because(
                    "'%s' is no administrator here; who runs the trackers makes one of them."
                            .formatted(by.name()));
        }
    }

    /** So that nobody locks the last administrator out by a slip. */
    private static String requireAnother(Person by, String name) {
        if (by.name().equalsIgnoreCase(name)) {
            throw Refusal.BAD_REQUEST.because(
                    "This is for the accounts of others; your own is deleted by delete_user.");
        }
        return name;
    }

    private void tell(Person person, Deed deed, Person by) {
        changes.fire(new AccountChange.Administered(person, deed, by));
    }

    private static Refused noSuchAccount(String name) {
        return Refusal.NO_SUCH_ACCOUNT.because("There is no account '" + name + "'.");
    }
}
