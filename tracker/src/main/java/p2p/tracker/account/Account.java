package p2p.tracker.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import p2p.protocol.api.AccountInfo;
import p2p.tracker.refusal.Refusal;

/** An account's row. Other packages' rows refer to it, and ask it for nothing but its person. */
@Entity
@Table(name = "account")
public class Account {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "created_at")
    private Instant createdAt;

    private boolean administrator;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    public Person person() {
        return new Person(id, name);
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean isAdministrator() {
        return administrator;
    }

    boolean isDisabled() {
        return disabledAt != null;
    }

    void requireEnabled() {
        if (isDisabled()) {
            throw Refusal.ACCOUNT_DISABLED.because(
                    "The account '%s' was disabled by who runs this service; ask them why."
                            .formatted(name));
        }
    }

    void disable(Instant now) {
        disabledAt = disabledAt == null ? now : disabledAt;
    }

    void enable() {
        disabledAt = null;
    }

    /** As administrators see it. */
    AccountInfo info(boolean online) {
        return new AccountInfo(name, createdAt, administrator, disabledAt, online);
    }

    void changePasswordHash(String hash) {
        passwordHash = hash;
    }
}
