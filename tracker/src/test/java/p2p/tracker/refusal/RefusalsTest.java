package p2p.tracker.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import p2p.protocol.api.Problem;

class RefusalsTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03", "53300"})
    void aLostOrRefusedConnectionIsADatabaseThatIsAway(String state) {
        Refused refused = Refusals.of(new IllegalStateException(new SQLException("x", state)));
        assertEquals(Refusal.DATABASE_AWAY, refused.refusal());
        assertEquals(Optional.of(Duration.ofSeconds(2)), refused.retryAfter());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acquisition timeout while waiting for new connection",
                "Sorry, acquisition timeout!"
            })
    void soIsAPoolThatHasNoConnectionLeft(String message) {
        var timeout = new SQLException(message);
        assertEquals(
                Refusal.DATABASE_AWAY, Refusals.of(new IllegalStateException(timeout)).refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"57014", "55P03", "40P01"})
    void aDatabaseThatTakesTooLongIsBusy(String state) {
        Refused refused = Refusals.of(new IllegalStateException(new SQLException("x", state)));
        assertEquals(Refusal.BUSY, refused.refusal());
    }

    @Test
    void moreRequestsThanTheDatabaseTakesAreTurnedAwayForNow() {
        Refused refused = Refusals.of(new RejectedExecutionException("too many"));
        assertEquals(Refusal.BUSY, refused.refusal());
        assertEquals(Optional.of(Duration.ofSeconds(2)), refused.retryAfter());
    }

    @Test
    void aBodyThatBreaksOffIsTheSendersAffair() {
        assertEquals(Refusal.BAD_REQUEST, Refusals.of(new IOException("closed")).refusal());
    }

    @Test
    void theTypesByWhichPeersDecideAreAmongThem() {
        assertEquals(Problem.BAD_FILE, Refusal.BAD_FILE.type());
        assertEquals(Problem.NO_SUCH_FILE, Refusal.NO_SUCH_FILE.type());
    }

    @Test
    void aDefectSaysNothingOfItself() {
        Refused refused = Refusals.of(new IllegalStateException("secret"));
        assertEquals(Refusal.INTERNAL_ERROR, refused.refusal());
        assertFalse(refused.getMessage().contains("secret"));
    }
}
