package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, as RFC 9457 has it. {@code type} is {@code urn:p2p:problem:NAME} and
 * never changes for one kind of refusal; {@code detail} is a sentence for the person who asked;
 * {@code instance} is {@code urn:p2p:request:ID}, where a tracker refused, whose log has the ID.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type, String title, int status, String detail, @Nullable String instance) {

    @JsonCreator
    public Problem {}

    public Problem(String type, String title, int status, String detail) {
        this(type, title, status, detail, null);
    }

    /** The same of one request. */
    public Problem at(String request) {
        return new Problem(type, title, status, detail, request);
    }

    public static final String MEDIA_TYPE = "application/problem+json";
    public static final String TYPE_PREFIX = "urn:p2p:problem:";

    /** The types by which a peer decides what to do. */
    public static final String BAD_FILE = TYPE_PREFIX + "bad-file";

    public static final String NO_SUCH_FILE = TYPE_PREFIX + "no-such-file";
    public static final String NOT_FOUND = TYPE_PREFIX + "not-found";
    public static final String NOT_LOGGED_IN = TYPE_PREFIX + "not-logged-in";
    public static final String UNKNOWN_DEVICE = TYPE_PREFIX + "unknown-device";
    public static final String ACCOUNT_DISABLED = TYPE_PREFIX + "account-disabled";
    public static final String TOO_FAST = TYPE_PREFIX + "too-fast";
    public static final String STALE_PROOF = TYPE_PREFIX + "stale-proof";
}
