package p2p.tracker.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Statements in PostgreSQL's own SQL, in the transaction that is under way, or each in its own
 * where there is none.
 */
@ApplicationScoped
public class Sql {

    /** Makes something of a row. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final DataSource source;

    Sql(DataSource source) {
        this.source = source;
    }

    public <T> List<T> list(Row<T> row, String sql, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return read(row, rows);
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    /** Of two statements that are sent at once: the second sees what the first waited for. */
    public <T> List<T> listOfSecond(Row<T> row, String sql, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.execute();
            statement.getMoreResults();
            return read(row, statement.getResultSet());
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    private static <T> List<T> read(Row<T> row, ResultSet rows) throws SQLException {
        var list = new ArrayList<T>();
        while (rows.next()) {
            list.add(row.read(rows));
        }
        return list;
    }

    public <T> Optional<T> first(Row<T> row, String sql, @Nullable Object... parameters) {
        return list(row, sql, parameters).stream().findFirst();
    }

    /** The numbers in the first column of the rows, mostly ids. */
    public List<Long> ids(String sql, @Nullable Object... parameters) {
        return list(row -> row.getLong(1), sql, parameters);
    }

    /** The number of rows that were changed. */
    public int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    /** Whether this transaction is the one, among all trackers', that has the lock. */
    public boolean tryLock(long lock) {
        return first(r -> r.getBoolean(1), "select pg_try_advisory_xact_lock(?)", lock)
                .orElse(false);
    }

    /** The database's clock, which is the same for every tracker. */
    public Instant now() {
        return first(row -> instant(row, "now"), "select clock_timestamp() as now").orElseThrow();
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The same, where the column can be null. */
    public static Optional<Instant> instantIfAny(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static PreparedStatement prepared(
            Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, bound(connection, parameters[i]));
        }
        return statement;
    }

    /** PostgreSQL's text has no zero character; nothing that is stored has the other one. */
    private static @Nullable Object bound(Connection connection, @Nullable Object value)
            throws SQLException {
        return switch (value) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case Collection<?> many -> connection.createArrayOf(type(many), many.toArray());
            case String text -> text.replace('\0', '\uFFFD');
            case null -> null;
            default -> value;
        };
    }

    private static String type(Collection<?> many) {
        return switch (many.isEmpty() ? 0L : many.iterator().next()) {
            case String _ -> "text";
            case Boolean _ -> "bool";
            case byte[] _ -> "bytea";
            default -> "bigint";
        };
    }

    /** PostgreSQL did not do as it was told. */
    static final class Failed extends RuntimeException {
        Failed(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
