package p2p.tracker.account;

import java.util.Optional;
import p2p.tracker.refusal.Refusal;

/** Who may make an account without an administrator. */
enum Registration {
    OPEN,
    INVITED,
    CLOSED;

    /** The code that has to be a good one; refuses who may make none. */
    Optional<String> toCheck(Optional<String> invitation) {
        return switch (this) {
            case OPEN -> Optional.empty();
            case INVITED ->
                    Optional.of(
                            invitation.orElseThrow(() ->
                                    Refusal.INVITATION_NEEDED.because(
                                            "Accounts are for people who are invited: take the link of an"
                                                    + " invitation (p2p get), or ask who runs this service.")));
            case CLOSED ->
                    throw Refusal.REGISTRATION_CLOSED.because(
                            "Nobody makes an account here alone; ask who runs this service for one.");
        };
    }
}
