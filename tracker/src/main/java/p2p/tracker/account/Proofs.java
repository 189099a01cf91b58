package p2p.tracker.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import p2p.protocol.peer.DeviceProof;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;

/** What holds for the proofs of all who log in: whole, of now, and never seen before. */
@ApplicationScoped
class Proofs {

    /** How far a proof's time may be from ours: longer than a request is under way. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private final DeviceTable devices;

    Proofs(DeviceTable devices) {
        this.devices = devices;
    }

    @SuppressWarnings("ConstantConditions") // what comes from outside may lack anything
    static boolean isWhole(DeviceProof proof) {
        return proof.certificate() != null && proof.signature() != null;
    }

    void requireNow(Instant at) {
        // What is signed is a number of milliseconds: a finer time would be another one unsigned.
        if (!at.equals(at.truncatedTo(ChronoUnit.MILLIS))) {
            throw stale("The proof's time has to be in whole milliseconds.");
        }
        if (Duration.between(at, devices.now()).abs().compareTo(LEEWAY) > 0) {
            throw stale("The proof's time is not now; ask for the time, and prove it again.");
        }
    }

    /** In the transaction that lets the device in by it. */
    static void requireFirstUse(Instant at, Device device) {
        if (!at.isAfter(device.provedAt())) {
            throw stale("This proof was used before; ask for the time, and prove it again.");
        }
    }

    private static Refused stale(String sentence) {
        return Refusal.STALE_PROOF.because(sentence);
    }
}
