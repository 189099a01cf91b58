package p2p.tracker.group;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class SealedCodeRows implements PanacheRepositoryBase<SealedCode, Integer> {

    /** An invitation has one at a time. */
    void replace(Invitation invitation, SealedCode code) {
        delete("invitation.id", invitation.id());
        persist(code);
    }

    boolean exists(int which) {
        return findByIdOptional(which).isPresent();
    }

    /** Of those who try at once each waits for the one before. */
    Optional<SealedCode> locked(int which) {
        return findByIdOptional(which, LockModeType.PESSIMISTIC_WRITE);
    }

    void deleteExpired(Instant now) {
        delete("expiresAt <= ?1", now);
    }
}
