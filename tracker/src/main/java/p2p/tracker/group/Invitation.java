package p2p.tracker.group;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.protocol.api.InvitationInfo;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;

/** A way into a group that somebody has opened; to be changed under the group's lock. */
@Entity
@Table(name = "invitation")
class Invitation {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "group_id")
    private StoredGroup group;

    @Column(name = "code_hash")
    private byte[] codeHash;

    private @Nullable String note;

    private int uses;

    private int used;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "made_by")
    private @Nullable Account madeBy;

    @Column(name = "made_at")
    private Instant madeAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Invitation() {}

    Invitation(
            StoredGroup group,
            InvitationCode code,
            @Nullable String note,
            int uses,
            Account madeBy,
            Instant madeAt,
            Instant expiresAt) {
        this.group = group;
        codeHash = code.hash();
        this.note = note;
        this.uses = uses;
        this.madeBy = madeBy;
        this.madeAt = madeAt;
        this.expiresAt = expiresAt;
    }

    long id() {
        return id == null ? 0 : id;
    }

    boolean isUsedUp() {
        return used >= uses;
    }

    boolean isOpen(Instant now) {
        return !isUsedUp() && now.isBefore(expiresAt);
    }

    /** Nobody where the account is gone. */
    Optional<Person> maker() {
        return Optional.ofNullable(madeBy).map(Account::person);
    }

    boolean isOf(Person person) {
        return maker().filter(person::equals).isPresent();
    }

    boolean isFor(InvitationCode code) {
        return Arrays.equals(codeHash, code.hash());
    }

    StoredGroup group() {
        return group;
    }

    void use() {
        used++;
    }

    InvitationInfo info(Instant now) {
        return new InvitationInfo(
                id(),
                group.ref().name(),
                madeBy == null ? null : madeBy.person().name(),
                madeAt,
                expiresAt,
                uses,
                used,
                isOpen(now),
                note);
    }
}
