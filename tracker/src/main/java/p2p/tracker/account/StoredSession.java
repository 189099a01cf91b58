package p2p.tracker.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "session")
class StoredSession {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account_id")
    private Account account;

    @Column(name = "device_id")
    private @Nullable Long device;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    private @Nullable String listen;

    private String address;

    @Column(name = "started_at")
    private Instant startedAt;

    LiveSession live() {
        return new LiveSession(
                id,
                account.person(),
                Optional.ofNullable(device),
                Optional.ofNullable(listen).map(AdvertisedAddress::read),
                address,
                startedAt);
    }
}
