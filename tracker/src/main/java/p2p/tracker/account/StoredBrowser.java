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
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "browser")
class StoredBrowser {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account_id")
    private Account account;

    private String name;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    private String address;

    private Instant since;

    @Column(name = "seen_at")
    private Instant seenAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    protected StoredBrowser() {}

    StoredBrowser(
            Account account,
            String name,
            SessionToken token,
            String address,
            Instant now,
            Instant ends) {
        this.account = account;
        this.name = name;
        tokenHash = token.hash();
        this.address = address;
        since = now;
        seenAt = now;
        endsAt = ends;
    }

    Browser browser() {
        return new Browser(
                id == null ? 0 : id, account.person(), name, since, seenAt, endsAt, address);
    }
}
