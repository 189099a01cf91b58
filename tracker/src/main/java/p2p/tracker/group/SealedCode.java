package p2p.tracker.group;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** What stands behind six words, which nobody can read without them. */
@Entity
@Table(name = "spoken_code")
class SealedCode {

    static final int TRIES = 5;

    @Id private int which;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "invitation_id")
    private Invitation invitation;

    private byte[] salt;

    private byte[] sealed;

    private int tries;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected SealedCode() {}

    SealedCode(int which, Invitation invitation, byte[] salt, byte[] sealed, Instant expiresAt) {
        this.which = which;
        this.invitation = invitation;
        this.salt = salt.clone();
        this.sealed = sealed.clone();
        this.expiresAt = expiresAt;
        tries = TRIES;
    }

    /** Takes one of its tries, unless there is none left, or it has expired. */
    boolean takeTry(Instant now) {
        if (tries == 0 || !now.isBefore(expiresAt)) {
            return false;
        }
        tries--;
        return true;
    }

    void giveBackTry() {
        tries = Math.min(tries + 1, TRIES);
    }

    byte[] salt() {
        return salt.clone();
    }

    byte[] sealed() {
        return sealed.clone();
    }

    Invitation invitation() {
        return invitation;
    }
}
