package p2p.tracker.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresForTestsTest {

    @Inject AgroalDataSource database;

    @Test
    void theApplicationTalksToPostgres() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT current_user, pg_is_in_recovery()")) {
            answer.next();
            assertEquals("p2p", answer.getString(1));
            assertEquals(false, answer.getBoolean(2));
        }
    }
}
