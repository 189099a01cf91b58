package p2p.tracker.account;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.api.SignIn;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Transactions;

/**
 * Where people are signed in by a browser, beside their devices: none of these attaches, or takes a
 * device's place. Each lives for an hour after its last use, and for a week at most.
 */
@ApplicationScoped
class Browsers {

    private static final Duration UNUSED_LASTS = Duration.ofHours(1);
    private static final Duration LASTS = Duration.ofDays(7);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final int MOST = 20;

    private final BrowserRows rows;
    private final AccountRows accounts;
    private final DeviceTable devices;
    private final Credentials credentials;
    private final Transactions transactions;
    private final Event<AccountChange> changes;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Repeated trims = new Repeated("the removal of browsers' ended sessions");

    Browsers(
            BrowserRows rows,
            AccountRows accounts,
            DeviceTable devices,
            Credentials credentials,
            Transactions transactions,
            Event<AccountChange> changes,
            Clock clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.devices = devices;
        this.credentials = credentials;
        this.transactions = transactions;
        this.changes = changes;
        this.clock = clock;
    }

    /** What a browser gets for a name and a password. */
    record Opened(SessionToken token, Browser browser) {}

    Opened signIn(SignIn as, @Nullable String userAgent, String address) {
        return credentials.counted(() -> {
            Account account = credentials.prove(as.name(), as.password(), address);
            var token = SessionToken.random(random);
            return new Opened(
                    token,
                    transactions.get(
                            () -> open(account, token, BrowserName.of(userAgent), address)));
        });
    }

    private Browser open(Account proven, SessionToken token, String name, String address) {
        Person person = proven.person();
        if (!accounts.lockToChange(person.id())) {
            throw Credentials.wrong();
        }
        Account account = accounts.findById(person.id());
        if (!account.passwordHash().equals(proven.passwordHash())) {
            throw Credentials.wrong();
        }
        account.requireEnabled();
        Instant now = clock.instant();
        List<Browser> others = rows.of(person, now);
        if (others.size() >= MOST) {
            end(
                    others.stream().min(Comparator.comparing(Browser::seen)).orElseThrow(),
                    SessionEnd.TAKEN_OVER);
        }
        Stream<String> taken =
                Stream.concat(
                        others.stream().map(Browser::name),
                        devices.of(person).stream().map(Device::name));
        Browser opened =
                rows.add(
                        account,
                        Devices.free(name, taken),
                        token,
                        address,
                        now,
                        now.plus(UNUSED_LASTS));
        changes.fire(new AccountChange.SignedIn(person, opened.name(), address));
        return opened;
    }

    /** The one with this token, which lives on because it is used. */
    Optional<Browser> find(SessionToken token) {
        return transactions.get(() -> {
            Instant now = clock.instant();
            Optional<Browser> browser = rows.withToken(token, now);
            browser.filter(it -> it.seen().isBefore(now.minus(NOTED_EVERY)))
                    .ifPresent(it -> rows.seen(it, now, end(it, now)));
            return browser;
        });
    }

    private static Instant end(Browser browser, Instant now) {
        Instant last = browser.since().plus(LASTS);
        Instant unused = now.plus(UNUSED_LASTS);
        return unused.isBefore(last) ? unused : last;
    }

    void signOut(Browser browser) {
        transactions.run(() -> end(browser, SessionEnd.LOGGED_OUT));
    }

    /** To be called, as those below, inside a transaction. */
    List<Browser> of(Person person) {
        return rows.of(person, clock.instant());
    }

    /** Keeps it from ending until the transaction does; false where it has ended. */
    boolean keep(Browser browser) {
        return rows.keep(browser.id());
    }

    void endAll(Person person, SessionEnd reason) {
        of(person).forEach(browser -> end(browser, reason));
    }

    void end(Browser browser, SessionEnd reason) {
        if (rows.remove(browser.id())) {
            changes.fire(new AccountChange.SignedOut(browser.person(), browser.name(), reason));
        }
    }

    @Scheduled(every = "10m", delayed = "3m", skipExecutionIf = ApplicationNotRunning.class)
    void trim() {
        trims.run(() -> transactions.run(() -> rows.removeEnded(clock.instant())));
    }
}
