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
