package p2p.tracker.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** The database of this tracker: the one that its settings name, or else one of its own. */
public final class Database implements AutoCloseable {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String USER = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final String CONNECT_SECONDS = "5";

    private final Map<String, String> settings;
    private final Optional<EmbeddedPostgres> own;

    private Database(Map<String, String> settings, Optional<EmbeddedPostgres> own) {
        this.settings = settings;
        this.own = own;
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
            connectOnce(access);
            return new Database(settings(access), Optional.empty());
        }
        if (environment.containsKey("QUARKUS_DATASOURCE_JDBC_URL")
                || System.getProperty(URL) != null) {
            return new Database(Map.of(), Optional.empty());
        }
        var postgres = EmbeddedPostgres.join(dataFolder, environment, "");
        try {
            return new Database(settings(postgres.access()), Optional.of(postgres));
        } catch (IOException e) {
            postgres.close();
            throw new DatabaseUnavailable(
                    "The data folder " + dataFolder + " cannot be read: " + e + ".");
        }
    }

    /** What Quarkus has to be told. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Stops a PostgreSQL of its own, unless another tracker still uses it. */
    @Override
    public void close() {
        own.ifPresent(EmbeddedPostgres::close);
    }

    /** Reads a JDBC URL, or one as PostgreSQL's own programs take it. */
    static DatabaseAccess external(String url, String user, String password)
            throws DatabaseUnavailable {
        try {
            URI uri = URI.create(url.replaceFirst("^jdbc:", ""));
            if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
                throw new IllegalArgumentException("it does not start with postgresql://");
            }
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("it names no host");
            }
            String[] person = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return new DatabaseAccess(
                    "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                    user != null ? user : person[0],
                    password != null ? password : person.length > 1 ? person[1] : "");
        } catch (IllegalArgumentException e) {
            throw new DatabaseUnavailable(
                    "P2P_DB_URL is not of the form postgresql://HOST:PORT/DATABASE.");
        }
    }

    private static void connectOnce(DatabaseAccess access) throws DatabaseUnavailable {
        var properties = new Properties();
        properties.setProperty("user", access.user());
        properties.setProperty("password", access.password());
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        try (Connection connection = new Driver().connect(access.url(), properties)) {
            if (connection == null) {
                throw new SQLException("the driver does not know such a URL");
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(
                    "The database " + access.url() + " cannot be used: " + e.getMessage());
        }
    }

    private static Map<String, String> settings(DatabaseAccess access) {
        return Map.of(URL, access.url(), USER, access.user(), PASSWORD, access.password());
    }
}
