package p2p.cli.control;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import p2p.peer.control.LocalAccess;
import p2p.peer.disk.DiskTrouble;
import p2p.protocol.Json;
import p2p.protocol.api.Page;
import p2p.protocol.api.Problem;

/** The peer's service on this machine, as the commands see it. */
public final class Service {

    /** As many as a tracker gives at once, and as many pages as are read of one list. */
    private static final int PAGE = 500;

    private static final int MOST_PAGES = 1000;

    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final ObjectMapper JSON = Json.lenient();

    private final LocalAccess access;
    private final Optional<Long> deadline;
    private final Consumer<String> told;

    private Service(LocalAccess access, Optional<Long> deadline, Consumer<String> told) {
        this.access = access;
        this.deadline = deadline;
        this.told = told;
    }

    /** The service that runs on this home folder. */
    public static Service on(Path home) {
        try {
            return new Service(
                    LocalAccess.read(home).orElseThrow(() -> notRunning(home)),
                    Optional.empty(),
                    _ -> {});
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(home, e).getMessage());
        }
    }

    /** Whether one listens there, though it may not answer. */
    public static boolean isThere(Path home) {
        try {
            return LocalAccess.read(home).filter(it -> LocalHttp.isOpen(it.port())).isPresent();
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(home, e).getMessage());
        }
    }

    /** The same, whose answers are waited for no longer than so long, all together. */
    public Service within(Duration time) {
        return new Service(access, Optional.of(System.nanoTime() + time.toNanos()), told);
    }

    /** The same, which tells somebody at a terminal when an answer is long in coming. */
    public Service telling(Consumer<String> told) {
        return new Service(access, deadline, told);
    }

    public static Failure notRunning(Path home) {
        return new Failure(
                Failure.UNREACHABLE,
                "no-service",
                "No p2p service runs on "
                        + home
                        + "; 'p2p up --detach' starts one, and so do 'p2p share PATH' and 'p2p get"
                        + " LINK'.");
    }

    public void run(Call call) {
        answer(call);
    }

    public <T> T run(Call call, Class<T> type) {
        return read(answer(call), JSON.constructType(type));
    }

    public <T> List<T> list(Call call, Class<T> type) {
        return read(answer(call), JSON.getTypeFactory().constructCollectionType(List.class, type));
    }

    /** All of a list that a tracker gives in pages. */
    public <T> List<T> pages(Call call, Class<T> type) {
        return pages(call, type, MOST_PAGES * PAGE);
    }

    /** The same, as far as there are so many. */
    public <T> List<T> pages(Call call, Class<T> type, int enough) {
        return pages(List.of(), call.with("limit", Math.min(enough, PAGE)), "", type, enough);
    }

    /** The same, where the first part is known, and that there are more after it, if any. */
    public <T> List<T> pages(List<T> first, @Nullable String next, Call call, Class<T> type) {
        return pages(first, call.with("limit", PAGE), next, type, MOST_PAGES * PAGE);
    }

    /** An empty {@code next} is that of the first part. */
    private <T> List<T> pages(
            List<T> known, Call call, @Nullable String next, Class<T> type, int enough) {
        JavaType page = JSON.getTypeFactory().constructParametricType(Page.class, type);
        var items = new ArrayList<>(known);
        String after = next;
        for (int pages = 0; after != null && items.size() < enough && pages < MOST_PAGES; pages++) {
            Page<T> part = read(answer(after.isEmpty() ? call : call.with("after", after)), page);
            items.addAll(part.items());
            after = part.next();
        }
        return items;
    }

    private byte[] answer(Call call) {
        Duration patience = patience(call);
        try (var _ = SlowAnswer.within(patience, told)) {
            byte[] body = call.body() == null ? new byte[0] : JSON.writeValueAsBytes(call.body());
            var answer =
                    LocalHttp.exchange(
                            access.port(),
                            call.method(),
                            LocalAccess.PATH + call.path(),
                            access.authorization(),
                            body,
                            patience);
            if (answer.status() >= 400) {
                throw Failure.of(problem(answer.status(), answer.body()));
            }
            return answer.body();
        } catch (ConnectException e) {
            throw new Failure(
                    Failure.UNREACHABLE,
                    "no-service",
                    "The p2p service is not running any more; start it with 'p2p up --detach'.");
        } catch (SocketTimeoutException e) {
            throw new Failure(
                    Failure.UNREACHABLE,
                    "no-answer",
                    "The p2p service has not answered for "
                            + Math.max(1, patience.toSeconds())
                            + " s; try again, or end its process and start it anew.");
        } catch (IOException e) {
            throw new Failure(
                    Failure.UNREACHABLE,
                    "no-answer",
                    "The connection to the p2p service broke ("
                            + e.getMessage()
                            + "); run this again, what has arrived stays.");
        }
    }

    /** At least a moment, so that what is there already is taken. */
    private Duration patience(Call call) {
        return deadline.map(end -> Duration.ofNanos(end - System.nanoTime()))
                .filter(left -> left.compareTo(call.patience()) < 0)
                .map(left -> left.compareTo(MOMENT) < 0 ? MOMENT : left)
                .orElse(call.patience());
    }

    private static Problem problem(int status, byte[] answer) {
        var unknown =
                new Problem(
                        Problem.TYPE_PREFIX + "refused",
                        "Refused",
                        status,
                        "The p2p service refused with status " + status + ".");
        try {
            Problem problem = JSON.readValue(answer, Problem.class);
            boolean told = problem.detail() != null || problem.title() != null;
            return told
                    ? new Problem(problem.type(), problem.title(), status, problem.detail())
                    : unknown;
        } catch (IOException e) {
            return unknown;
        }
    }

    private static <T> T read(byte[] answer, JavaType type) {
        try {
            return JSON.readValue(answer, type);
        } catch (IOException e) {
            throw badAnswer();
        }
    }

    private static Failure badAnswer() {
        return Failure.refused(
                "bad-answer", "The p2p service is of another version than this command.");
    }
}
