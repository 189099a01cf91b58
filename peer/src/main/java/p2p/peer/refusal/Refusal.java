package p2p.peer.refusal;

import java.util.Locale;
import p2p.protocol.api.Problem;

/**
 * Every reason for which a peer refuses on its own. A constant's name is its problem type and its
 * status is part of the local API: neither changes once released.
 */
public enum Refusal {
    NOT_THIS_USER(401, "Not this user"),
    NOT_LOGGED_IN(401, "Not logged in"),
    ALREADY_LOGGED_IN(409, "Already logged in"),
    NOT_RELAYED(403, "Not relayed"),
    NOT_THIS_PAGE(403, "Not this page"),
    NOT_ON_PAGE(404, "Not on the page"),
    TOO_MANY_PAGES(429, "Too many pages"),

    READS_ONLY(403, "Only a reader"),
    BAD_FILE(422, "Bad file"),
    NO_SUCH_UPLOAD(404, "No such upload"),
    CANCELLED(409, "Cancelled"),

    NO_SUCH_FILE(404, "No such file"),
    ALREADY_HERE(409, "Already here"),
    ALREADY_DOWNLOADING(409, "Already downloading"),
    ALREADY_COMPLETE(409, "Already complete"),
    NOT_DOWNLOADING(409, "Not downloading"),
    NO_SUCH_DOWNLOAD(404, "No such download"),
    FILE_EXISTS(409, "File exists"),
    BAD_DESTINATION(422, "Bad destination"),

    BAD_REQUEST(400, "Bad request"),
    CANNOT_LISTEN(409, "Cannot listen"),
    DISK(422, "Disk trouble"),
    HOME(507, "Home folder"),
    INTERNAL(500, "Internal error"),

    BAD_ANSWER(502, "Bad answer"),
    UNREACHABLE(503, "Nobody reachable");

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public String type() {
        return Problem.TYPE_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The refusal with a sentence that says what is wrong and what to do. */
    public Refused because(String sentence) {
        return because(status, sentence);
    }

    /** The same with the status of somebody else's answer. */
    public Refused because(int answered, String sentence) {
        return new Refused(new Problem(type(), title, answered, sentence));
    }
}
