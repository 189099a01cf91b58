package p2p.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomPasswordTest {

    @Test
    void nothingThatAPersonMightTypeLooksLikeOne() {
        String made = RandomPassword.make(new Random(7));
        assertEquals(75, made.length());
        assertTrue(RandomPassword.is(made), made);
        assertFalse(RandomPassword.is(made.substring("p2p-random-".length())));
        assertFalse(RandomPassword.is(made.substring(0, 74)));
        assertFalse(RandomPassword.is(made + "0"));
        assertFalse(RandomPassword.is(made.toUpperCase(Locale.ROOT)));
        assertFalse(RandomPassword.is("correct horse"));
    }
}
