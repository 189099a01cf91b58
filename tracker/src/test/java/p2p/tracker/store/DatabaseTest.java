package p2p.tracker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @Test
    void readsUrlsOfBothKinds() throws DatabaseUnavailable {
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://db:5432/p2p", "ann", "se:cret"),
                Database.external("jdbc:postgresql://db:5432/p2p", "ann", "se:cret"));
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://db/p2p?sslmode=require", "ann", "a+b/c"),
                Database.external("postgres://ann:a+b%2Fc@db/p2p?sslmode=require", null, null));
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://a:1,b:2/p2p", "bob", "x"),
                Database.external("postgresql://ann:x@a:1,b:2/p2p", "bob", null));
        assertEquals(
                new DatabaseAccess("jdbc:postgresql://[::1]/p2p", "", ""),
                Database.external("postgresql://[::1]/p2p", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db:5432/p2p", "mysql://db/p2p", "postgresql://db", "postgresql:///p2p"})
    void refusesWhatIsNoUrl(String url) {
        assertEquals(
                "P2P_DB_URL is not of the form postgresql://HOST:PORT/DATABASE.",
                assertThrows(DatabaseUnavailable.class, () -> Database.external(url, null, null))
                        .getMessage());
    }

    @Test
    void doesNotTellSecrets() {
        var access = new DatabaseAccess("jdbc:postgresql://db/p2p?password=x", "ann", "y");
        assertEquals("jdbc:postgresql://db/p2p", access.toString());
    }
}
