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
import java.util.Arrays;
import p2p.protocol.HostPort;
import p2p.tracker.retry.RequestKey;

@Entity
@Table(name = "session")
class StoredSession {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account_id")
    private Account account;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    private String listen;

    private String address;

    private byte[] request;

    @Column(name = "started_at")
    private Instant startedAt;

    /** Whether this log-in, known by its key, opened the session. */
    boolean isOpenedBy(RequestKey key) {
        return key.hasKey() && Arrays.equals(key.id(), request);
    }

    /** Only its hash was ever kept, so that a lost token cannot be said again. */
    void changeToken(SessionToken token) {
        tokenHash = token.hash();
    }

    LiveSession live() {
        return new LiveSession(
                id,
                account.person(),
                listen == null ? null : HostPort.parse(listen),
                address,
                startedAt);
    }
}
