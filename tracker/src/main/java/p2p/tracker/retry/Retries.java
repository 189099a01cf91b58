package p2p.tracker.retry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Json;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.store.Repeated;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

/**
 * Carries a request's change out, in one transaction, unless the same request was carried out
 * before: then it has the answer of then. A refusal changes nothing, and is not kept.
 */
@ApplicationScoped
public class Retries {

    private static final ObjectMapper JSON = Json.strict();

    private final RequestKey request;
    private final Sql sql;
    private final Transactions transactions;
    private final Repeated trims = new Repeated("the trimming of answered requests");

    Retries(RequestKey request, Sql sql, Transactions transactions) {
        this.request = request;
        this.sql = sql;
        this.transactions = transactions;
    }

    public <T extends @Nullable Object> T once(Class<T> type, Supplier<T> change) {
        if (!request.hasKey()) {
            return transactions.get(change);
        }
        return transactions.get(() -> {
            if (!claim()) {
                return read(type, answered().orElseThrow(Retries::tooLate));
            }
            T answer = change.get();
            sql.update(
                    "update answered_request set answer = ? where id = ?",
                    write(answer),
                    request.id());
            return answer;
        });
    }

    public void once(Runnable change) {
        once(
                Object.class,
                () -> {
                    change.run();
                    return null;
                });
    }

    /** What this very request was answered before, for operations that do much for an answer. */
    public <T> Optional<T> before(Class<T> type) {
        return request.hasKey()
                ? transactions.get(this::answerToTheSame).map(answer -> read(type, answer))
                : Optional.empty();
    }

    private Optional<String> answerToTheSame() {
        return sql.first(
                row -> row.getString("answer"),
                "select answer from answered_request where id = ? and digest = ?",
                request.id(),
                request.digest());
    }

    /** For operations that look at more than the change does, which would be different now. */
    public boolean isAnswered() {
        return request.hasKey() && transactions.get(() -> answered().isPresent());
    }

    /** Waits for whoever carries the same request out at this moment. */
    private boolean claim() {
        return sql.update(
                        "insert into answered_request (id, digest) values (?, ?)"
                                + " on conflict do nothing",
                        request.id(),
                        request.digest())
                == 1;
    }

    private Optional<String> answered() {
        Optional<Answered> answered =
                sql.first(
                        row -> new Answered(row.getBytes("digest"), row.getString("answer")),
                        "select digest, answer from answered_request where id = ?",
                        request.id());
        if (answered.isPresent() && !Arrays.equals(answered.get().digest, request.digest())) {
            throw reused();
        }
        return answered.map(Answered::answer);
    }

    private record Answered(byte[] digest, String answer) {}

    private static Refused reused() {
        return Refusal.KEY_REUSED.because(
                "Another request had this idempotency key; give each a random one of its own.");
    }

    private static Refused tooLate() {
        return Refusal.BUSY.because(
                "The answer to this request has just been forgotten; see what it did.");
    }

    private static String write(Object answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can be written", e);
        }
    }

    private static <T> T read(Class<T> type, String answer) {
        try {
            return JSON.readValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that was written can be read", e);
        }
    }

    @Scheduled(every = "10m", delayed = "1m", skipExecutionIf = ApplicationNotRunning.class)
    void trim() {
        trims.run(() ->
                sql.update(
                        "delete from answered_request" + " where at < now() - interval '1 day'"));
    }
}
