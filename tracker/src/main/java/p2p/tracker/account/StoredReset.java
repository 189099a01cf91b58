package p2p.tracker.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** That an account may get a new password by a code, once, until a time. */
@Entity
@Table(name = "password_reset")
class StoredReset {

    @Id
    @Column(name = "account_id")
    private long account;

    @Column(name = "code_hash")
    private byte[] codeHash;

    @Column(name = "ends_at")
    private Instant endsAt;
}
