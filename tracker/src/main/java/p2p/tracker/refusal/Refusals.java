package p2p.tracker.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.hibernate.exception.JDBCConnectionException;
import org.jboss.logging.Logger;

/** Which refusal stands for what was thrown. */
public final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    /** Classes 08 and 57P are PostgreSQL's for a connection lost and a server that stops. */
    private static final Set<String> AWAY = Set.of("08", "57P", "53300");

    /** A statement, a wait for a lock, or a transaction was cut short. */
    private static final Set<String> TOO_LONG = Set.of("57014", "55P03", "25P03", "40P01", "40001");

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int LONGEST_NAME = 64;

    private Refusals() {}

    public static Refused of(Throwable thrown) {
        // Jackson wraps what is thrown while it reads, so that a refusal may be the cause.
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Refused refused) {
                return refused;
            }
        }
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof JsonProcessingException e) {
                return Refusal.BAD_REQUEST.because(whatIsWrong(e));
            }
            if (t instanceof SQLException e && TOO_LONG.contains(sqlState(e))) {
                LOG.warnf("the database took too long: %s", e.getMessage());
                return busy();
            }
            if (t instanceof RejectedExecutionException) {
                LOG.debug("turned away", t);
                return busy();
            }
            if (isDatabaseAway(t)) {
                LOG.warnf("the database is away: %s", t.getMessage());
                return databaseAway();
            }
        }
        if (thrown instanceof IOException) {
            return Refusal.BAD_REQUEST.because("The request's body did not arrive whole.");
        }
        if (thrown instanceof NotFoundException && thrown.getCause() != null) {
            return Refusal.BAD_REQUEST.because("A parameter has a value that it cannot have.");
        }
        if (thrown instanceof WebApplicationException e && e.getResponse().getStatus() < 500) {
            return ofStatus(e.getResponse().getStatus());
        }
        LOG.error("a request failed", thrown);
        return Refusal.INTERNAL_ERROR.because(
                "Something went wrong inside the tracker; its operator finds it in the log.");
    }

    private static Refused busy() {
        return Refusal.BUSY.because(
                "The tracker has too much to do; try again in some seconds.", SOON);
    }

    private static Refused databaseAway() {
        return Refusal.DATABASE_AWAY.because(
                "The tracker cannot reach its database; try again in some seconds.", SOON);
    }

    private static String sqlState(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static boolean isDatabaseAway(Throwable t) {
        if (t instanceof JDBCConnectionException) {
            return true;
        }
        return t instanceof SQLException e
                && (e.getSQLState() == null
                        ? isNoneFree(String.valueOf(e.getMessage()))
                        : AWAY.stream().anyMatch(e.getSQLState()::startsWith));
    }

    /** The pool of connections says it in one way or another. */
    private static boolean isNoneFree(String message) {
        return message.toLowerCase(Locale.ROOT).contains("acquisition timeout");
    }

    public static Refused ofStatus(int status) {
        return switch (status) {
            case 404 -> Refusal.NOT_FOUND.because("There is nothing at this address.");
            case 405 -> Refusal.WRONG_METHOD.because("This address does not take this method.");
            case 406 -> Refusal.NOT_ACCEPTABLE.because("Answers are application/json.");
            case 413 -> Refusal.TOO_LARGE.because("The request's body is too large.");
            case 415 -> Refusal.WRONG_MEDIA_TYPE.because("A body has to be application/json.");
            default -> Refusal.BAD_REQUEST.because("The request cannot be understood.");
        };
    }

    /** Says where the body is wrong; of the body itself it repeats nothing but names of fields. */
    private static String whatIsWrong(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException u) {
            return "The body has a field that is not known here: '"
                    + shown(u.getPropertyName())
                    + "'.";
        }
        if (e instanceof JsonMappingException m && !m.getPath().isEmpty()) {
            String path =
                    m.getPath().stream()
                            .map(r -> r.getFieldName() == null ? "[]" : shown(r.getFieldName()))
                            .collect(Collectors.joining("."));
            return "The body's field '" + path + "' has a value that it cannot have.";
        }
        return "The body is not the JSON that is expected here.";
    }

    private static String shown(String name) {
        String shown = name.replaceAll("[^A-Za-z0-9._-]", "?");
        return shown.length() > LONGEST_NAME ? shown.substring(0, LONGEST_NAME) : shown;
    }
}
