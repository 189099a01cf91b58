package p2p.tracker.account;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.Names;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.SessionGranted;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.retry.RequestKey;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** Log-ins: one live session for a device, and one for an address at which a peer listens. */
@ApplicationScoped
class LogIns {

    private final AccountRows accounts;
    private final SessionRows rows;
    private final Sessions sessions;
    private final Devices devices;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final RequestKey request;
    private final Retries retries;
    private final Transactions transactions;
    private final MeterRegistry meters;
    private final Event<RefusedLogIn> refusals;
    private final SecureRandom random = new SecureRandom();

    LogIns(
            AccountRows accounts,
            SessionRows rows,
            Sessions sessions,
            Devices devices,
            Passwords passwords,
            AttemptLimits limits,
            RequestKey request,
            Retries retries,
            Transactions transactions,
            MeterRegistry meters,
            Event<RefusedLogIn> refusals) {
        this.accounts = accounts;
        this.rows = rows;
        this.sessions = sessions;
        this.devices = devices;
        this.passwords = passwords;
        this.limits = limits;
        this.request = request;
        this.retries = retries;
        this.transactions = transactions;
        this.meters = meters;
        this.refusals = refusals;
    }

    SessionGranted logIn(LogIn logIn, String address) {
        try {
            SessionGranted granted = tryLogIn(logIn, address);
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

    private SessionGranted tryLogIn(LogIn logIn, String address) {
        if (logIn.name() == null || logIn.password() == null) {
            throw Refusal.BAD_REQUEST.because("A log-in needs a name and a password.");
        }
        Optional<HostPort> listen = Optional.ofNullable(logIn.listen());
        listen.ifPresent(LogIns::checkListen);
        Devices.checkName(logIn.deviceName());
        // A name that no account can have is tried, and limited, as "".
        String name = Names.whyNotName(logIn.name()).isEmpty() ? logIn.name() : "";
        Optional<Account> account = transactions.get(() -> accounts.named(name));
        Optional<SessionGranted> before = account.flatMap(this::grantedBefore);
        if (before.isPresent()) {
            return before.get();
        }
        Source source = Source.of(address);
        Optional<String> known = account.map(Account::passwordHash);
        String password = logIn.password();
        if (!limits.prove(name, source, () -> passwords.matches(password, known, source))) {
            String user = account.map(it -> it.person().name()).orElse("");
            refusals.fire(new RefusedLogIn(user, address));
            throw wrongCredentials();
        }
        account.orElseThrow().requireEnabled();
        Person person = account.orElseThrow().person();
        String hash = known.orElseThrow();
        SessionToken token = token(hash);
        Instant since =
                retries.once(
                        Instant.class, () -> open(person, hash, listen, logIn, address, token));
        return granted(token, person, since);
    }

    /**
     * What this very request was granted before, while that session lives: its password was right.
     */
    private Optional<SessionGranted> grantedBefore(Account account) {
        return retries.before(Instant.class)
                .flatMap(since -> {
                    SessionToken token = token(account.passwordHash());
                    return transactions
                            .get(() -> rows.withToken(token.hash()))
                            .map(_ -> granted(token, account.person(), since));
                });
    }

    private SessionGranted granted(SessionToken token, Person person, Instant since) {
        String device =
                transactions
                        .get(() ->
                                rows.withToken(token.hash())
                                        .flatMap(it -> it.live().device())
                                        .flatMap(devices::name))
                        .orElse(null);
        return new SessionGranted(token.text(), person.name(), since, device);
    }

    private SessionToken token(String hash) {
        return request.hasKey()
                ? SessionToken.of(request.secret(hash))
                : SessionToken.random(random);
    }

    private Instant open(
            Person person,
            String hash,
            Optional<HostPort> listen,
            LogIn logIn,
            String address,
            SessionToken token) {
        if (!sessions.lockWithDevices(person)) {
            throw wrongCredentials();
        }
        Account account = accounts.findById(person.id());
        if (!account.passwordHash().equals(hash)) {
            throw wrongCredentials();
        }
        account.requireEnabled();
        long device = devices.admit(person, logIn, address);
        return sessions.begin(person, device, listen, address, token);
    }

    static void checkListen(HostPort listen) {
        if (listen.port() == 0 || listen.host().matches("0\\.0\\.0\\.0|::|\\*")) {
            throw Refusal.BAD_REQUEST.because(
                    "Give an address and a port at which other people's programs can reach yours;"
                            + " '"
                            + listen
                            + "' stands for any.");
        }
    }

    private static Refused wrongCredentials() {
        return Refusal.WRONG_CREDENTIALS.because(
                "There is no account with this name and this password.");
    }
}
