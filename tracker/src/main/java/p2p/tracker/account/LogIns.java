package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.SessionGranted;
import p2p.protocol.peer.DeviceProof;
import p2p.tracker.refusal.Refusal;
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
    private final Proofs proofs;
    private final Credentials credentials;
    private final RequestKey request;
    private final Retries retries;
    private final Transactions transactions;
    private final SecureRandom random = new SecureRandom();

    LogIns(
            AccountRows accounts,
            SessionRows rows,
            Sessions sessions,
            Devices devices,
            Proofs proofs,
            Credentials credentials,
            RequestKey request,
            Retries retries,
            Transactions transactions) {
        this.accounts = accounts;
        this.rows = rows;
        this.sessions = sessions;
        this.devices = devices;
        this.proofs = proofs;
        this.credentials = credentials;
        this.request = request;
        this.retries = retries;
        this.transactions = transactions;
    }

    SessionGranted logIn(LogIn logIn, String address) {
        return credentials.counted(() -> tryLogIn(logIn, address));
    }

    private SessionGranted tryLogIn(LogIn logIn, String address) {
        Credentials.check(logIn.name(), logIn.password());
        Optional<HostPort> listen = Optional.ofNullable(logIn.listen());
        listen.ifPresent(LogIns::checkListen);
        Devices.checkName(logIn.deviceName());
        requireWholeProof(logIn);
        // What was granted before is answered again, whoever has used up the attempts meanwhile.
        if (!request.hasKey()) {
            credentials.requireAttemptLeft(logIn.name(), address);
        }
        Optional<Account> account = credentials.account(logIn.name());
        Optional<SessionGranted> before = account.flatMap(this::grantedBefore);
        if (before.isPresent()) {
            return before.get();
        }
        Account proven = credentials.prove(account, logIn.name(), logIn.password(), address);
        requireProof(logIn);
        Person person = proven.person();
        String hash = proven.passwordHash();
        SessionToken token = token(hash);
        Instant since =
                retries.once(
                        Instant.class, () -> open(person, hash, listen, logIn, address, token));
        return granted(token, person, since);
    }

    private static void requireWholeProof(LogIn logIn) {
        DeviceProof proof = logIn.proof();
        boolean isWhole =
                proof == null
                        ? logIn.at() == null
                        : logIn.at() != null
                                && Proofs.isWhole(proof)
                                && proof.fingerprint().equals(logIn.device());
        if (!isWhole) {
            throw Refusal.BAD_REQUEST.because(
                    "A log-in that proves a device's key needs a time, and a proof with certificate"
                            + " and signature; device is the certificate's fingerprint.");
        }
    }

    /** Peers of before name their key without a proof. */
    private void requireProof(LogIn logIn) {
        DeviceProof proof = logIn.proof();
        Instant at = logIn.at();
        if (proof == null || at == null) {
            return;
        }
        proofs.requireNow(at);
        if (!ProofCheck.isSigned(LogIn.statement(logIn.name(), at, logIn.listen()), proof)) {
            throw Refusal.UNPROVED_DEVICE.because(
                    "The proof is not signed by the device's key for this name, time and address.");
        }
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
            throw Credentials.wrong();
        }
        Account account = accounts.findById(person.id());
        if (!account.passwordHash().equals(hash)) {
            throw Credentials.wrong();
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
}
