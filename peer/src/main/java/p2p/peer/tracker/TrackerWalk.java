package p2p.peer.tracker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.protocol.Json;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.Problem;

/** Sends a request to the trackers one after the other until one of them has dealt with it. */
final class TrackerWalk {

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final ObjectMapper JSON = Json.lenient();

    private final Vertx vertx;
    private final RestExchange rest;
    private final TrackerChoice choice;
    private final Timing timing;
    private final RandomGenerator random;

    TrackerWalk(
            Vertx vertx,
            TrackerChoice choice,
            TrackerTrust trust,
            Timing timing,
            RandomGenerator random) {
        this.vertx = vertx;
        this.choice = choice;
        this.timing = timing;
        this.random = random;
        rest = new RestExchange(vertx, choice.order(), trust, timing);
    }

    /** The body of a success; a refusal or nobody's answer is a {@link Refused}. */
    Future<byte[]> send(RestRequest request) {
        return answer(request).compose(TrackerWalk::understood);
    }

    /** What the first tracker that is not busy answers, a success or not. */
    Future<TrackerAnswer> answer(RestRequest request) {
        return new Attempt(request).next();
    }

    /** The same for those who understand answers themselves, if it is one of a tracker. */
    Future<TrackerAnswer> relay(RestRequest request) {
        return answer(request)
                .compose(answer ->
                        isOfATracker(answer)
                                ? Future.succeededFuture(answer)
                                : Future.failedFuture(refusal(answer)));
    }

    /** Asks this very tracker, once. */
    Future<byte[]> sendTo(Entry tracker, RestRequest request) {
        return rest.send(tracker, request)
                .recover(e -> Future.failedFuture(unreachable(List.of(tracker), e)))
                .compose(TrackerWalk::understood);
    }

    private final class Attempt {
        private final RestRequest request;
        private final Backoff backoff = new Backoff(timing.pause(), timing.longest(), random);
        private List<Entry> left = choice.order();
        private int round = 1;
        private @Nullable Refused busy;
        private @Nullable Throwable otherIdentity;

        Attempt(RestRequest request) {
            this.request = request;
        }

        Future<TrackerAnswer> next() {
            Entry tracker = left.getFirst();
            return rest.send(tracker, request)
                    .transform(done -> {
                        if (done.cause() instanceof CancellationException) {
                            return Future.failedFuture(done.cause());
                        }
                        if (done.failed()) {
                            return failed(tracker, done.cause());
                        }
                        TrackerAnswer answer = done.result();
                        if (answer.status() == UNAVAILABLE) {
                            Refused refused = refusal(answer);
                            busy = refused;
                            return failed(tracker, refused);
                        }
                        choice.answered(tracker);
                        if (isTooFast(answer) && ++round <= timing.rounds()) {
                            return vertx.timer(backoff.next().toMillis(), TimeUnit.MILLISECONDS)
                                    .compose(_ -> next());
                        }
                        return Future.succeededFuture(answer);
                    });
        }

        private Future<TrackerAnswer> failed(Entry tracker, Throwable cause) {
            choice.failed(tracker);
            if (TrackerTrust.isOtherIdentity(cause)) {
                otherIdentity = cause;
            }
            left = left.subList(1, left.size());
            if (!left.isEmpty()) {
                return next();
            }
            left = choice.order();
            if (++round > timing.rounds()) {
                return Future.failedFuture(busy != null ? busy : unreachable(left, worst(cause)));
            }
            return vertx.timer(backoff.next().toMillis(), TimeUnit.MILLISECONDS)
                    .compose(_ -> next());
        }

        /** That somebody may be between is what the user has to hear, whichever came last. */
        private Throwable worst(Throwable last) {
            return otherIdentity == null ? last : otherIdentity;
        }
    }

    private static Future<byte[]> understood(TrackerAnswer answer) {
        return answer.isSuccess()
                ? Future.succeededFuture(answer.body())
                : Future.failedFuture(refusal(answer));
    }

    /** Nothing was done yet; of much that is asked at once the rest has its turn a little later. */
    private static boolean isTooFast(TrackerAnswer answer) {
        return answer.status() == TOO_MANY
                && problem(answer).filter(it -> it.type().equals(Problem.TOO_FAST)).isPresent();
    }

    private static boolean isOfATracker(TrackerAnswer answer) {
        return answer.isSuccess()
                ? answer.isEmpty() || answer.isJson()
                : answer.isJson() && problem(answer).isPresent();
    }

    static Refused refusal(TrackerAnswer answer) {
        return problem(answer)
                .map(problem ->
                        new Refused(
                                new Problem(
                                        problem.type(),
                                        problem.title(),
                                        answer.status(),
                                        problem.detail())))
                .orElseGet(() -> notATracker(answer));
    }

    private static Optional<Problem> problem(TrackerAnswer answer) {
        try {
            return Optional.ofNullable(JSON.readValue(answer.body(), Problem.class))
                    .filter(_ -> answer.isRefusal())
                    .filter(problem -> problem.type() != null && problem.detail() != null);
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    private static Refused notATracker(TrackerAnswer answer) {
        String sentence =
                "What answers at the tracker's address does not speak as a tracker does (status "
                        + answer.status()
                        + "); check the list of trackers.";
        return answer.isRefusal()
                ? Refusal.BAD_ANSWER.because(answer.status(), sentence)
                : Refusal.BAD_ANSWER.because(sentence);
    }

    private static Refused unreachable(List<Entry> tried, Throwable cause) {
        String why = TrackerTrust.reason(cause);
        if (tried.size() > 1) {
            return Refusal.UNREACHABLE.because(
                    "None of the %d trackers can be reached: %s.".formatted(tried.size(), why));
        }
        String address = tried.getFirst().address().toString();
        return Refusal.UNREACHABLE.because(
                "The tracker at %s cannot be reached: %s."
                        .formatted(address, why.replaceFirst(": \\S*\\Q" + address + "\\E$", "")));
    }
}
