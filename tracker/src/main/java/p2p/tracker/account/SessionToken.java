package p2p.tracker.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.HashAlgorithm;

/** 256 bits that stand for a session, and that nobody can guess. Only their hash is kept. */
record SessionToken(String text) {

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern BEARER =
            Pattern.compile("Bearer +([A-Za-z0-9_-]{43})", Pattern.CASE_INSENSITIVE);

    static SessionToken random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** The token that a cookie has, if it can be one. */
    static Optional<SessionToken> of(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new SessionToken(text))
                : Optional.empty();
    }

    static SessionToken of(byte[] bytes) {
        return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The token in an {@code Authorization} header, which may be null. */
    static Optional<SessionToken> bearer(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        Matcher matcher = BEARER.matcher(authorization);
        return matcher.matches()
                ? Optional.of(new SessionToken(matcher.group(1)))
                : Optional.empty();
    }

    byte[] hash() {
        return HashAlgorithm.SHA_256.newDigest().digest(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "SessionToken[secret]";
    }
}
