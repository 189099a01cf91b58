package p2p.tracker.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import p2p.protocol.peer.Fingerprint;

@Entity
@Table(name = "device")
class StoredDevice {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id")
    private Long accountId;

    private byte[] fingerprint;

    @Column(name = "proved_at")
    private Instant provedAt;

    Fingerprint fingerprint() {
        return new Fingerprint(HexFormat.of().formatHex(fingerprint));
    }

    /** False where what was proved is not newer than what was proved before: it is sent again. */
    boolean proves(Instant at) {
        if (!at.isAfter(provedAt)) {
            return false;
        }
        provedAt = at;
        return true;
    }
}
