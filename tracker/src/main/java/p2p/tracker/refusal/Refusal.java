package p2p.tracker.refusal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import p2p.protocol.api.Problem;

/**
 * Every reason for which a request is refused. A constant's name is its problem type and its status
 * is part of the API: neither changes once released.
 */
public enum Refusal {
    NOT_LOGGED_IN(401, "Not logged in"),
    WRONG_CREDENTIALS(401, "Wrong name or password"),
    UNKNOWN_DEVICE(401, "Unknown device"),
    ACCOUNT_DISABLED(403, "Account disabled"),
    NO_SUCH_ACCOUNT(404, "No such account"),
    NOT_AN_ADMINISTRATOR(403, "Not an administrator"),
    REGISTRATION_CLOSED(403, "Registration closed"),
    INVITATION_NEEDED(403, "Invitation needed"),
    NOT_THIS_PAGE(403, "Not this page"),
    NOT_FOR_BROWSERS(403, "Not for browsers"),
    STALE_PROOF(409, "Stale proof"),
    UNPROVED_DEVICE(403, "Unproved device"),
    ALREADY_LOGGED_IN(409, "Already logged in"),
    ADDRESS_IN_USE(409, "Address in use"),
    NO_SUCH_DEVICE(404, "No such device"),
    TOO_MANY_DEVICES(409, "Too many devices"),
    TOO_MANY_ATTEMPTS(429, "Too many attempts"),
    TOO_FAST(429, "Too fast"),

    BAD_NAME(422, "Bad name"),
    BAD_PASSWORD(422, "Bad password"),
    NAME_TAKEN(409, "Name taken"),

    NO_SUCH_GROUP(404, "No such group"),
    NO_SUCH_MEMBER(404, "No such member"),
    NO_SUCH_REQUEST(404, "No such request"),
    NO_SUCH_INVITATION(404, "No such invitation"),
    NOT_A_MEMBER(403, "Not a member"),
    NOT_THE_OWNER(403, "Not the owner"),
    NOT_A_MODERATOR(403, "Not a moderator"),
    READS_ONLY(403, "Only a reader"),
    BAD_ROLE(422, "Bad role"),
    ALREADY_A_MEMBER(409, "Already a member"),
    ALREADY_REQUESTED(409, "Already requested"),
    TOO_MANY_GROUPS(409, "Too many groups"),
    TOO_MANY_REQUESTS(409, "Too many requests"),
    TOO_MANY_INVITATIONS(409, "Too many invitations"),
    INVITATION_ENDED(410, "Invitation ended"),
    OWNER_CANNOT_REMOVE_SELF(409, "The owner cannot remove themselves"),

    NO_SUCH_FILE(404, "No such file"),
    FILE_NAME_TAKEN(409, "File name taken"),
    BAD_FILE(422, "Bad file"),
    NOT_SHARED(404, "Not shared"),
    NOT_ATTACHED(409, "Not attached"),
    TOO_MANY_SHARES(409, "Too many shares"),
    TOO_MANY_WANTS(409, "Too many downloads"),

    BAD_REQUEST(400, "Bad request"),
    KEY_REUSED(422, "Key used before"),
    NOT_FOUND(404, "Not found"),
    WRONG_METHOD(405, "Wrong method"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    TOO_SLOW(408, "Too slow"),
    TOO_LARGE(413, "Too large"),
    ADDRESS_TOO_LONG(414, "Address too long"),
    WRONG_MEDIA_TYPE(415, "Wrong media type"),
    HEADERS_TOO_LARGE(431, "Headers too large"),

    INTERNAL_ERROR(500, "Internal error"),
    BUSY(503, "Busy"),
    DATABASE_AWAY(503, "Database away");

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    /** The last part of the type, as {@code name-taken}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String type() {
        return Problem.TYPE_PREFIX + label();
    }

    /** The refusal with a sentence that says what is wrong and what to do. */
    public Refused because(String sentence) {
        return new Refused(this, sentence, Optional.empty());
    }

    public Refused because(String sentence, Duration retryAfter) {
        return new Refused(this, sentence, Optional.of(retryAfter));
    }

    public Problem problem(String sentence) {
        return new Problem(type(), title, status, sentence);
    }
}
