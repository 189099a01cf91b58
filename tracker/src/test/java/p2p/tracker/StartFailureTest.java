package p2p.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StartFailureTest {

    @Test
    void saysWhatPeopleCanDoSomethingAbout() {
        assertEquals(
                "its address is in use.",
                StartFailure.sentence(new IllegalStateException(new BindException("taken"))));
        assertEquals(
                "PostgreSQL says: FATAL: no such database.",
                StartFailure.sentence(
                        new IllegalStateException(new SQLException("FATAL: no such database"))));
    }

    @Test
    void namesASettingAsPeopleSetIt() {
        assertEquals(
                "the value of P2P_PASSWORD_MEMORY_KIB cannot be used; docs/operations.md says what it"
                        + " may be.",
                StartFailure.sentence(
                        new IllegalStateException(
                                "Failed to load config value of type int for:"
                                        + " p2p.password.memory-kib")));
    }

    @Test
    void saysTheRestOnOneLine() {
        assertEquals(
                "Two things: one two.",
                StartFailure.sentence(new IllegalStateException("Two things:\n  one\n  two.\n")));
        assertEquals(
                "java.nio.file.NoSuchFileException: /none.",
                StartFailure.sentence(new IllegalStateException(new NoSuchFileException("/none"))));
        assertEquals(
                "java.lang.NullPointerException.",
                StartFailure.sentence(new NullPointerException()));
    }
}
