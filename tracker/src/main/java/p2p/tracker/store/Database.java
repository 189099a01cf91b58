package p2p.tracker.store;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import p2p.tracker.postgres.DatabaseAccess;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.postgres.EmbeddedPostgres;

/** The database of this tracker: the one that its settings name, or else one of its own. */
public final class Database implements AutoCloseable {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String USER = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:jdbc:)?postgres(?:ql)?://"
                            + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
                            + "(?<rest>[^/?@]+/[^/?]+(?:\\?.*)?)");
    private static final String CONNECT_SECONDS = "5";
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Optional<DatabaseAccess> access;
    private final Optional<EmbeddedPostgres> own;

    private Database(Optional<DatabaseAccess> access, Optional<EmbeddedPostgres> own) {
        this.access = access;
        this.own = own;
    }

    /** Whether no setting names a database, so that a tracker has one of its own. */
    public static boolean isOwn(Map<String, String> environment) {
        return environment.getOrDefault("P2P_DB_URL", "").isEmpty()
                && !environment.containsKey("QUARKUS_DATASOURCE_JDBC_URL")
                && System.getProperty(URL) == null;
    }

    /** Has a database ready, and starts one under the data folder where no setting names one. */
    public static Database open(Map<String, String> environment, Path dataFolder)
            throws DatabaseUnavailable {
        String url = environment.getOrDefault("P2P_DB_URL", "");
        if (!url.isEmpty()) {
            DatabaseAccess access =
                    external(
                            url,
                            environment.get("P2P_DB_USER"),
                            environment.get("P2P_DB_PASSWORD"));
            awaitConnection(access, patience(environment));
            return new Database(Optional.of(access), Optional.empty());
        }
        if (!isOwn(environment)) {
            return new Database(Optional.empty(), Optional.empty());
        }
        var postgres = EmbeddedPostgres.join(dataFolder, environment, "");
        try {
            return new Database(Optional.of(postgres.access()), Optional.of(postgres));
        } catch (IOException e) {
            postgres.close();
            throw new DatabaseUnavailable(
                    "The data folder %s cannot be read: %s."
                            .formatted(dataFolder, EmbeddedPostgres.reason(e)));
        }
    }

    /** What Quarkus has to be told. */
    public Map<String, String> settings() {
        return access.map(Database::settings).orElse(Map.of());
    }

    /** A connection of its own, beside those that Quarkus makes of the settings. */
    public Connection connect() throws SQLException {
        return connect(
                access.orElseThrow(
                        () -> new SQLException("name the database by P2P_DB_URL for this")));
    }

    /** Stops a PostgreSQL of its own, unless another tracker still uses it. */
    @Override
    public void close() {
        own.ifPresent(EmbeddedPostgres::close);
    }

    /** Reads a JDBC URL, or one as PostgreSQL's own programs take it. */
    static DatabaseAccess external(String url, @Nullable String user, @Nullable String password)
            throws DatabaseUnavailable {
        var parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw new DatabaseUnavailable(
                    "P2P_DB_URL is not of the form postgresql://HOST:PORT/DATABASE.");
        }
        return new DatabaseAccess(
                "jdbc:postgresql://" + parts.group("rest"),
                user != null ? user : decoded(parts.group("user")),
                password != null ? password : decoded(parts.group("password")));
    }

    private static String decoded(@Nullable String part) {
        return part == null
                ? ""
                : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Duration patience(Map<String, String> environment) throws DatabaseUnavailable {
        String seconds = environment.getOrDefault("P2P_DB_WAIT", "0");
        if (!seconds.matches("[0-9]{1,5}")) {
            throw new DatabaseUnavailable(
                    "P2P_DB_WAIT is the seconds to wait for the database, not '" + seconds + "'.");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static void awaitConnection(DatabaseAccess access, Duration patience)
            throws DatabaseUnavailable {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                connectOnce(access);
                return;
            } catch (DatabaseUnavailable e) {
                if (System.nanoTime() >= end) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(DatabaseUnavailable reason) throws DatabaseUnavailable {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    private static void connectOnce(DatabaseAccess access) throws DatabaseUnavailable {
        try (Connection _ = connect(access)) {
            return;
        } catch (SQLException e) {
            throw new DatabaseUnavailable(
                    "The database " + access + " cannot be used: " + e.getMessage());
        }
    }

    private static Connection connect(DatabaseAccess access) throws SQLException {
        var properties = new Properties();
        if (!access.user().isEmpty()) {
            properties.setProperty("user", access.user());
            properties.setProperty("password", access.password());
        }
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        Connection connection = new Driver().connect(access.url(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not know such a URL");
        }
        return connection;
    }

    private static Map<String, String> settings(DatabaseAccess access) {
        return access.user().isEmpty()
                ? Map.of(URL, access.url())
                : Map.of(URL, access.url(), USER, access.user(), PASSWORD, access.password());
    }
}
