package p2p.tracker.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class Argon2HashTest {

    private static final Argon2Hash.Cost SMALL = new Argon2Hash.Cost(64, 2, 1);

    /** Made with the reference implementation's test: argon2id, v=19, m=65536, t=2, p=1. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                    + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void whatNobodyHasMatchesNothingAndCostsTheSame() {
        Argon2Hash none = Argon2Hash.ofNone(SMALL, new SecureRandom());
        assertEquals(SMALL, none.cost());
        assertEquals(16, none.salt().length);
        assertEquals(32, none.hash().length);
        assertFalse(none.matches(""));
        assertFalse(none.matches("nobody's"));
    }

    @Test
    void agreesWithTheReferenceImplementation() {
        assertTrue(Argon2Hash.parse(REFERENCE).matches("password"));
        assertFalse(Argon2Hash.parse(REFERENCE).matches("passwore"));
    }

    @Test
    void aHashIsReadBackFromItsText() {
        Argon2Hash hash = Argon2Hash.of("geheim \u00e9\u4e2d", SMALL, new SecureRandom());
        Argon2Hash read = Argon2Hash.parse(hash.encoded());
        assertEquals(SMALL, read.cost());
        assertEquals(hash.encoded(), read.encoded());
        assertTrue(read.matches("geheim \u00e9\u4e2d"));
        assertFalse(read.matches("geheim e\u4e2d"));
    }

    @Test
    void whatIsNoHashIsNotRead() {
        assertThrows(IllegalStateException.class, () -> Argon2Hash.parse("$2a$10$abc"));
    }
}
