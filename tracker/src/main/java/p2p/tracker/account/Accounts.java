package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.protocol.Names;
import p2p.protocol.api.NamedUser;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** Accounts. Whoever changes several things in one transaction locks accounts before groups. */
@ApplicationScoped
public class Accounts {

    /** In the API's paths this is whoever asks. */
    private static final String ME = "me";

    private final AccountRows rows;
    private final Sessions sessions;
    private final Devices devices;
    private final Browsers browsers;
    private final ResetRows resets;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<AccountChange> changes;
    private final Event<RefusedLogIn> refusals;
    private final Clock clock;
    private final Registration registration;

    Accounts(
            AccountRows rows,
            Sessions sessions,
            Devices devices,
            Browsers browsers,
            ResetRows resets,
            Passwords passwords,
            AttemptLimits limits,
            Retries retries,
            Transactions transactions,
            Event<AccountChange> changes,
            Event<RefusedLogIn> refusals,
            Clock clock,
            @ConfigProperty(name = "p2p.registration", defaultValue = "open")
                    Registration registration) {
        this.registration = registration;
        this.rows = rows;
        this.sessions = sessions;
        this.devices = devices;
        this.browsers = browsers;
        this.resets = resets;
        this.passwords = passwords;
        this.limits = limits;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** The account with this name, however it is capitalised. */
    public Optional<Person> named(String name) {
        if (Names.whyNotName(name).isPresent()) {
            return Optional.empty();
        }
        return rows.named(name).map(Account::person);
    }

    /** Keeps the account from being deleted until the transaction ends; false where it is gone. */
    public boolean keep(Person person) {
        return rows.keep(person.id());
    }

    NamedUser create(String name, String password, Optional<String> invitation, Source source) {
        checkName(name);
        Passwords.check(password);
        Optional<NamedUser> before = retries.before(NamedUser.class);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<String> toCheck = registration.toCheck(invitation);
        if (transactions.get(() -> rows.named(name)).isPresent() && !retries.isAnswered()) {
            throw taken(name);
        }
        limits.creation(source);
        String hash = passwords.hash(password, source, false);
        return retries.once(
                NamedUser.class,
                () -> {
                    Person person = insert(name, hash);
                    changes.fire(new AccountChange.Created(person, toCheck));
                    return new NamedUser(name);
                });
    }

    /** In the caller's transaction, which tells of it. */
    Person insert(String name, String hash) {
        checkName(name);
        long id = rows.insert(name, hash, clock.instant()).orElseThrow(() -> taken(name));
        return new Person(id, name);
    }

    /**
     * Whoever knows the old password alone is logged out: no device but this one stays, and no
     * browser, not even the one that asks, for somebody else may have its cookie.
     */
    void changePassword(Admitted asking, String oldPassword, String newPassword, String address) {
        Person person = asking.person();
        Passwords.check(newPassword);
        if (retries.isAnswered()) {
            return;
        }
        String old = prove(person, oldPassword, address);
        String hash = passwords.hash(newPassword, Source.of(address), true);
        retries.once(() -> {
            Account account = lockUnchanged(person, old);
            devices.requireThere(asking);
            account.changePasswordHash(hash);
            devices.endOthers(asking, SessionEnd.PASSWORD_CHANGED);
            browsers.endAll(person, SessionEnd.PASSWORD_CHANGED);
            resets.deleteById(person.id());
            changes.fire(new AccountChange.PasswordChanged(person));
        });
    }

    void delete(Person person, String password, String address) {
        String old = prove(person, password, address);
        retries.once(() -> {
            if (!rows.lockToDelete(person.id())) {
                throw Sessions.notLoggedIn();
            }
            lockUnchanged(person, old);
            remove(person);
        });
    }

    /** In the caller's transaction, which has locked the account to delete it. */
    void remove(Person person) {
        sessions.endAll(person, SessionEnd.ACCOUNT_DELETED);
        browsers.endAll(person, SessionEnd.ACCOUNT_DELETED);
        changes.fire(new AccountChange.Ending(person));
        rows.remove(person.id());
    }

    /** The account's password hash, once the password is seen to be right. */
    private String prove(Person person, String password, String address) {
        Source source = Source.of(address);
        String hash =
                transactions.get(() ->
                        rows.findByIdOptional(person.id())
                                .orElseThrow(Sessions::notLoggedIn)
                                .passwordHash());
        boolean right =
                limits.prove(
                        person.name(),
                        source,
                        () ->
                                password != null
                                        && passwords.matches(
                                                password,
                                                Optional.of(hash),
                                                source,
                                                limits.isKnown(person.name(), source)));
        if (!right) {
            refusals.fire(new RefusedLogIn(person.name(), address));
            throw Refusal.WRONG_CREDENTIALS.because("The password is wrong.");
        }
        return hash;
    }

    private Account lockUnchanged(Person person, String hash) {
        if (!rows.lockToChange(person.id())) {
            throw Sessions.notLoggedIn();
        }
        Account account = rows.findById(person.id());
        if (!account.passwordHash().equals(hash)) {
            throw Refusal.WRONG_CREDENTIALS.because("The password has just been changed.");
        }
        return account;
    }

    private static void checkName(String name) {
        Optional<String> wrong = Names.whyNotName(name);
        if (wrong.isPresent()) {
            throw Refusal.BAD_NAME.because(wrong.get());
        }
        if (name.equalsIgnoreCase(ME)) {
            throw Refusal.BAD_NAME.because("'me' stands for yourself; choose another name.");
        }
    }

    private static Refused taken(String name) {
        return Refusal.NAME_TAKEN.because(
                "There is an account '" + name + "' already; choose another name.");
    }
}
