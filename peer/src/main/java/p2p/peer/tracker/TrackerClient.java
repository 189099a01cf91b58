package p2p.peer.tracker;

import static p2p.peer.tracker.RestRequest.encode;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.protocol.Json;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.Page;
import p2p.protocol.api.PasswordProof;
import p2p.protocol.api.Problem;
import p2p.protocol.api.Renewal;
import p2p.protocol.api.SessionGranted;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.api.TrackerInfo;
import p2p.protocol.api.TrackerTime;
import p2p.protocol.session.FileRef;

/**
 * What the peer asks of the trackers, and hands on to them for its user. The caller waits for the
 * answer, so never on an event loop; what is refused, or reaches no tracker, is a {@link Refused}.
 */
public final class TrackerClient {

    /** As many pages as are read of one list. */
    private static final int MOST_PAGES = 1000;

    private static final int PAGE = 500;

    private static final ObjectMapper JSON = Json.lenient();

    private final TrackerList trackers;
    private final TrackerTrust trust;
    private final TrackerChoice choice;
    private final TrackerWalk walk;
    private volatile @Nullable String token;
    private volatile Predicate<String> renewal = _ -> false;
    private volatile boolean stopping;

    public TrackerClient(
            Vertx vertx, TrackerList trackers, TrackerTrust trust, RandomGenerator random) {
        this(vertx, trackers, trust, random, Timing.USUAL);
    }

    TrackerClient(
            Vertx vertx,
            TrackerList trackers,
            TrackerTrust trust,
            RandomGenerator random,
            Timing timing) {
        if (trackers.isUnknown()) {
            throw new IllegalArgumentException("nobody has said who the trackers are");
        }
        this.trackers = trackers;
        this.trust = trust;
        choice = new TrackerChoice(trackers, random);
        walk = new TrackerWalk(vertx, choice, trust, timing, random);
    }

    public TrackerList trackers() {
        return trackers;
    }

    TrackerChoice choice() {
        return choice;
    }

    TrackerTrust trust() {
        return trust;
    }

    /** Who asks from now on. */
    public void use(String newToken) {
        token = newToken;
    }

    /** Nobody asks any more. */
    public void useNone() {
        token = null;
    }

    /** Says whether there is another token in the place of one that is void; may wait for it. */
    public void renewBy(Predicate<String> how) {
        renewal = how;
    }

    /** The time as the trackers have it. */
    public Instant now() {
        byte[] time = await(walk.send(RestRequest.read("/time", null)));
        return read(time, new TypeReference<TrackerTime>() {}).now();
    }

    public SessionGranted renew(Renewal proved) {
        var request = RestRequest.change(HttpMethod.POST, "/sessions/renewals", json(proved), null);
        return read(await(walk.send(request)), new TypeReference<>() {});
    }

    public void deleteAccount(PasswordProof proof) {
        change(HttpMethod.DELETE, "/accounts/me", proof);
    }

    public SessionGranted logIn(LogIn logIn) {
        var request = RestRequest.change(HttpMethod.POST, "/sessions", json(logIn), null);
        return read(await(walk.send(request)), new TypeReference<>() {});
    }

    public void logOut() {
        change(HttpMethod.DELETE, "/sessions/current", null);
    }

    public List<GroupInfo> ownGroups() {
        return get("/groups/mine", new TypeReference<>() {});
    }

    /** What the user is in the group; refused to who is in it no more. */
    public GroupInfo membership(String group) {
        return get("/groups/" + encode(group) + "/members/me", new TypeReference<>() {});
    }

    public List<FileInfo> files(String group, @Nullable String match) {
        String query = "?limit=" + PAGE + (match == null ? "" : "&match=" + encode(match));
        return list("/groups/" + encode(group) + "/files" + query, new TypeReference<>() {});
    }

    public List<ShareInfo> shares() {
        return get("/shares", new TypeReference<>() {});
    }

    public void share(String group, NewShare share) {
        change(HttpMethod.POST, "/groups/" + encode(group) + "/shares", share);
    }

    public void stopShare(String group, String file) {
        change(
                HttpMethod.DELETE,
                "/groups/" + encode(group) + "/shares?file=" + encode(file),
                null);
    }

    /** One version of a name alone. */
    public void stopShare(FileRef share) {
        change(
                HttpMethod.DELETE,
                "/groups/%s/shares?file=%s&id=%s"
                        .formatted(encode(share.group()), encode(share.file()), share.id().hex()),
                null);
    }

    public DownloadGrant download(String group, DownloadRequest download) {
        return read(
                change(HttpMethod.POST, "/groups/" + encode(group) + "/downloads", download),
                new TypeReference<>() {});
    }

    /** What this very tracker says of all of them. */
    public List<TrackerInfo> trackersSeenBy(Entry tracker) {
        return read(
                await(walk.sendTo(tracker, RestRequest.read("/trackers", token))),
                new TypeReference<>() {});
    }

    /** Hands a request of the user's on, and its answer back; {@code key} may be null. */
    public TrackerAnswer relay(
            HttpMethod method, RelayedPath path, byte @Nullable [] body, @Nullable String key) {
        if (path.isOfThePeer(method)) {
            throw Refusal.NOT_RELAYED.because(
                    "The peer itself does this; see the operations of the local API.");
        }
        Function<String, RestRequest> request =
                sender -> RestRequest.relayed(method, path.target(), body, sender, key);
        if (path.needsNoLogIn(method)) {
            return await(walk.relay(request.apply(null)));
        }
        String used = token();
        TrackerAnswer answer = await(walk.relay(request.apply(used)));
        return answer.isRefusal() && isRenewed(TrackerWalk.refusal(answer), used)
                ? await(walk.relay(request.apply(token())))
                : answer;
    }

    /** The OpenAPI document of the trackers. */
    public TrackerAnswer document() {
        return await(walk.relay(RestRequest.document()));
    }

    private byte[] change(HttpMethod method, String target, @Nullable Object body) {
        byte[] bytes = body == null ? null : json(body);
        return send(sender -> RestRequest.change(method, target, bytes, sender));
    }

    private <T> T get(String target, TypeReference<T> type) {
        return read(send(sender -> RestRequest.read(target, sender)), type);
    }

    /** Once more where the token had become void, and there is another one. */
    private byte[] send(Function<String, RestRequest> request) {
        String used = token();
        try {
            return await(walk.send(request.apply(used)));
        } catch (Refused e) {
            if (isRenewed(e, used)) {
                return await(walk.send(request.apply(token())));
            }
            throw e;
        }
    }

    private boolean isRenewed(Refused refused, String used) {
        return refused.problem().type().equals(Problem.NOT_LOGGED_IN) && renewal.test(used);
    }

    private <T> List<T> list(String target, TypeReference<Page<T>> type) {
        var items = new ArrayList<T>();
        String page = target;
        for (int pages = 0; page != null && pages < MOST_PAGES; pages++) {
            Page<T> part = get(page, type);
            items.addAll(part.items());
            page = part.next() == null ? null : target + "&after=" + encode(part.next());
        }
        return items;
    }

    private String token() {
        String current = token;
        if (current == null) {
            throw Refusal.NOT_LOGGED_IN.because("Nobody is logged in; log in first.");
        }
        return current;
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JacksonException e) {
            throw new IllegalStateException("a message can be written", e);
        }
    }

    private static <T> T read(byte[] body, TypeReference<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw Refusal.BAD_ANSWER.because(
                    "The tracker's answer cannot be understood; are both programs up to date?");
        }
    }

    /** What is under way may fail from now on, as everything around it ends. */
    public void stop() {
        stopping = true;
    }

    private <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                throw refused;
            }
            if (stopping) {
                throw Refusal.UNREACHABLE.because("The peer is stopping.");
            }
            throw new IllegalStateException("a request failed", e.getCause());
        } catch (CancellationException e) {
            throw Refusal.UNREACHABLE.because("The peer is stopping.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.UNREACHABLE.because("The request was interrupted.");
        }
    }
}
