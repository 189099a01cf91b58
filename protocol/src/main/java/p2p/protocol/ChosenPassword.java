package p2p.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rule for passwords that people choose. */
public final class ChosenPassword {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;

    private ChosenPassword() {}

    /** Says what is wrong, if anything is. */
    public static Optional<String> whyNot(@Nullable String password) {
        int length = password == null ? 0 : password.codePointCount(0, password.length());
        return length < SHORTEST || length > LONGEST
                ? Optional.of("A password has " + SHORTEST + " to " + LONGEST + " characters.")
                : Optional.empty();
    }
}
