package p2p.protocol;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A password that a program has made for somebody who would not think of one: nobody guesses it, so
 * trackers need not hash it slowly. No person types such a thing.
 */
public final class RandomPassword {

    private static final String PREFIX = "p2p-random-";
    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[0-9a-f]{" + 2 * BYTES + "}");

    private RandomPassword() {}

    public static String make(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + HexFormat.of().formatHex(bytes);
    }

    public static boolean is(String password) {
        return SHAPE.matcher(password).matches();
    }
}
