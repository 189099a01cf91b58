package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.Names;
import p2p.protocol.api.Renewal;
import p2p.protocol.api.SessionGranted;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.store.Transactions;

/** Log-ins by the key of the account's device: as often as its peer comes back, without a word. */
@ApplicationScoped
class Renewals {

    private final AccountRows accounts;
    private final DeviceTable devices;
    private final Sessions sessions;
    private final Proofs proofs;
    private final Transactions transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Renewals(
            AccountRows accounts,
            DeviceTable devices,
            Sessions sessions,
            Proofs proofs,
            Transactions transactions,
            Clock clock) {
        this.accounts = accounts;
        this.devices = devices;
        this.sessions = sessions;
        this.proofs = proofs;
        this.transactions = transactions;
        this.clock = clock;
    }

    SessionGranted renew(Renewal renewal, String address) {
        if (renewal.name() == null || renewal.at() == null || !isWhole(renewal)) {
            throw Refusal.BAD_REQUEST.because(
                    "A renewal needs a name, a time, and a proof with certificate and signature.");
        }
        Optional<HostPort> listen = Optional.ofNullable(renewal.listen());
        listen.ifPresent(LogIns::checkListen);
        proofs.requireNow(renewal.at());
        Person person = owner(renewal).orElseThrow(() -> unknown(renewal));
        if (!ProofCheck.isSigned(renewal.statement(), renewal.proof())) {
            throw unknown(renewal);
        }
        SessionToken token = SessionToken.random(random);
        return transactions.get(() -> begin(person, renewal, listen, address, token));
    }

    @SuppressWarnings("ConstantConditions") // what comes from outside may lack anything
    private static boolean isWhole(Renewal renewal) {
        return renewal.proof() != null && Proofs.isWhole(renewal.proof());
    }

    /** Whose device it is; looked at before anything that takes work. */
    private Optional<Person> owner(Renewal renewal) {
        if (Names.whyNotName(renewal.name()).isPresent()) {
            return Optional.empty();
        }
        return transactions.get(() ->
                accounts.named(renewal.name())
                        .map(Account::person)
                        .filter(person -> device(person, renewal).isPresent()));
    }

    private Optional<Device> device(Person person, Renewal renewal) {
        return devices.withKey(person, renewal.proof().fingerprint());
    }

    private SessionGranted begin(
            Person person,
            Renewal renewal,
            Optional<HostPort> listen,
            String address,
            SessionToken token) {
        if (!sessions.lockWithDevices(person)) {
            throw unknown(renewal);
        }
        accounts.findById(person.id()).requireEnabled();
        Device device = device(person, renewal).orElseThrow(() -> unknown(renewal));
        Proofs.requireFirstUse(renewal.at(), device);
        sessions.endAt(person, device, SessionEnd.RENEWED);
        devices.renewed(device.id(), renewal.at(), address, clock.instant());
        Instant since = sessions.begin(person, device.id(), listen, address, token);
        return new SessionGranted(token.text(), person.name(), since, device.name());
    }

    private static Refused unknown(Renewal renewal) {
        return Refusal.UNKNOWN_DEVICE.because(
                "This device is not logged in as '%s', or no longer; log in with the password."
                        .formatted(renewal.name()));
    }
}
