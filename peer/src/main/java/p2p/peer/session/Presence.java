package p2p.peer.session;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.connection.Identity;
import p2p.peer.download.Downloads;
import p2p.peer.event.EventLog;
import p2p.peer.library.KeptSession;
import p2p.peer.library.Library;
import p2p.peer.loop.Loop;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.peer.share.ShareJobs;
import p2p.peer.share.Shares;
import p2p.peer.tracker.TrackerClient;
import p2p.peer.tracker.TrackerSession;
import p2p.protocol.HostPort;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.PasswordProof;
import p2p.protocol.api.Problem;
import p2p.protocol.api.Renewal;
import p2p.protocol.api.SessionGranted;
import p2p.protocol.session.PeerMessage;

/**
 * Who is logged in here, and all that begins and ends with that. A log-in lasts until the user logs
 * out: a token that has become void is renewed by this peer's key.
 */
public final class Presence {

    private static final Logger LOG = Logger.getLogger(Presence.class);

    private static final int TRIES = 3;

    private final Loop loop;
    private final Executor workers;
    private final Identity identity;
    private final Library library;
    private final TrackerClient trackers;
    private final TrackerSession session;
    private final TrackerNews news;
    private final Shares shares;
    private final Downloads downloads;
    private final ShareJobs shareJobs;
    private final EventLog events;
    private final PeerMessage.Hello hello;

    /** One log-in, log-out or end of an account at a time. */
    private final Object comingAndGoing = new Object();

    private volatile @Nullable String user;

    /** By what the trackers know the user; the last to go. */
    private volatile @Nullable KeptSession held;

    private volatile @Nullable String whyEnded;

    /** Why the session cannot be renewed for now. */
    private volatile @Nullable String trouble;

    private volatile boolean closed;

    public Presence(
            Loop loop,
            Executor workers,
            Identity identity,
            Library library,
            TrackerClient trackers,
            TrackerSession session,
            TrackerNews news,
            Shares shares,
            Downloads downloads,
            ShareJobs shareJobs,
            EventLog events,
            PeerMessage.Hello hello) {
        this.loop = loop;
        this.workers = workers;
        this.identity = identity;
        this.library = library;
        this.trackers = trackers;
        this.session = session;
        this.news = news;
        this.shares = shares;
        this.downloads = downloads;
        this.shareJobs = shareJobs;
        this.events = events;
        this.hello = hello;
        trackers.renewBy(this::renew);
    }

    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** Why the last session ended, where it was not the user who ended it, or cannot be renewed. */
    public Optional<String> notice() {
        return Optional.ofNullable(user == null ? whyEnded : trouble);
    }

    public String requireUser() {
        return user().orElseThrow(
                        () -> Refusal.NOT_LOGGED_IN.because("Nobody is logged in; log in first."));
    }

    /** What the trackers call this device from now on, if they say it. */
    public @Nullable String logIn(
            String name, String password, boolean takeover, @Nullable String device) {
        synchronized (comingAndGoing) {
            if (user != null) {
                throw Refusal.ALREADY_LOGGED_IN.because(
                        "'" + user + "' is logged in here; log out first.");
            }
            String called = device == null ? MachineName.offered().orElse(null) : device;
            SessionGranted granted =
                    proved((now, listen) -> {
                        String statement = LogIn.statement(name, now, listen);
                        return trackers.logIn(
                                new LogIn(
                                        name,
                                        password,
                                        listen,
                                        takeover,
                                        identity.fingerprint(),
                                        called,
                                        now,
                                        identity.prove(statement)));
                    });
            KeptSession kept = kept(granted);
            loop.run(() -> {
                library.keep(kept);
                enter(kept);
            });
            return granted.device();
        }
    }

    private KeptSession kept(SessionGranted granted) {
        return KeptSession.of(granted.user(), granted.token(), trackers.trackers());
    }

    /** Goes on with the session of an earlier run, or keeps it for when its trackers are back. */
    public void goOn(KeptSession kept) {
        if (kept.isMeantFor(trackers.trackers())) {
            enter(kept);
        } else {
            String reason = "The trackers are others than at the log-in; log in again.";
            whyEnded = kept.user() + " is not logged in here any more: " + reason;
            events.add("logged-out", reason);
        }
    }

    /** On the loop. */
    private void enter(KeptSession kept) {
        user = kept.user();
        whyEnded = null;
        trouble = null;
        hold(kept);
        shares.bringBack(kept.user());
        downloads.bringBack(kept.user());
        session.open(kept.token(), hello);
    }

    public void logOut() {
        synchronized (comingAndGoing) {
            requireUser();
            loop.run(() -> leave("The user has logged out."));
            session.close();
            news.gone();
            try {
                trackers.logOut();
            } catch (Refused e) {
                events.add("logged-out", "No tracker was told: " + e.getMessage());
            }
            holdNothing();
        }
    }

    public void deleteAccount(PasswordProof proof) {
        synchronized (comingAndGoing) {
            String deleted = requireUser();
            trackers.deleteAccount(proof);
            session.close();
            news.gone();
            loop.run(() -> {
                downloads.cancelAll();
                leave("The account is deleted.");
                library.forgetAll(deleted);
            });
            holdNothing();
        }
    }

    /** Where others reach this peer, as far as it knows; the tracker sees the rest. */
    private @Nullable HostPort known() {
        return hello.listen().isAnyAddress() ? null : hello.listen();
    }

    private void hold(KeptSession session) {
        held = session;
        trackers.use(session.token());
    }

    private void holdNothing() {
        held = null;
        trackers.useNone();
    }

    /** The trackers take this token no more. On the loop. */
    public void ended(String token, String reason) {
        workers.execute(() -> goOnOrEnd(token, reason));
    }

    private void goOnOrEnd(String token, String reason) {
        synchronized (comingAndGoing) {
            try {
                renew(token);
            } catch (Refused e) {
                if (isFinal(e.problem())) {
                    loop.execute(() -> endFor(token, reason));
                } else if (isHeld(token)) {
                    tryLater(token, "The session cannot be renewed for now: " + e.getMessage());
                }
            }
        }
    }

    private boolean isHeld(String token) {
        KeptSession now = held;
        return !closed && now != null && now.token().equals(token);
    }

    private void tryLater(String token, String why) {
        if (!why.equals(trouble)) {
            trouble = why;
            events.add("lost", why);
        }
        session.openLater(token, hello);
    }

    /** Nobody reachable, or anything else that passes, is no reason to log out. */
    private static boolean isFinal(Problem problem) {
        return switch (problem.type()) {
            case Problem.UNKNOWN_DEVICE,
                    Problem.ACCOUNT_DISABLED,
                    Problem.NOT_LOGGED_IN,
                    Problem.NOT_FOUND ->
                    true;
            default -> false;
        };
    }

    /** Whether there is another token in the place of this void one. Waits for a tracker. */
    private boolean renew(String token) {
        synchronized (comingAndGoing) {
            KeptSession before = held;
            if (before == null) {
                return false;
            }
            if (before.token().equals(token)) {
                SessionGranted granted = renewal(before.user());
                goOnWith(kept(granted));
            }
            return true;
        }
    }

    private SessionGranted renewal(String name) {
        return proved((now, listen) -> {
            HostPort at = user == null ? null : listen;
            String statement = Renewal.statement(name, now, at);
            return trackers.renew(new Renewal(name, now, at, identity.prove(statement)));
        });
    }

    /** By the trackers' time; again where it took too long, or another proof was faster. */
    private SessionGranted proved(
            BiFunction<Instant, @Nullable HostPort, SessionGranted> askedWith) {
        for (int tries = 1; ; tries++) {
            try {
                return askedWith.apply(trackers.now(), known());
            } catch (Refused e) {
                if (tries == TRIES || !e.problem().type().equals(Problem.STALE_PROOF)) {
                    throw e;
                }
            }
        }
    }

    private void goOnWith(KeptSession renewed) {
        hold(renewed);
        trouble = null;
        loop.run(() -> {
            if (user == null) {
                return;
            }
            library.keep(renewed);
            if (!closed) {
                session.open(renewed.token(), hello);
                events.add("logged-in", "Logged in again by this peer's key.");
            }
        });
    }

    private void endFor(String token, String reason) {
        if (!isHeld(token)) {
            return;
        }
        String why = user + " is not logged in here any more: " + reason;
        whyEnded = why;
        LOG.warn(why);
        leave(reason);
        holdNothing();
        events.add("logged-out", reason);
    }

    /** Who is logged in stays so; nothing is begun any more. */
    public void close() {
        closed = true;
        session.close();
    }

    private void leave(String reason) {
        user = null;
        shareJobs.cancelAll();
        shares.stopAll(reason);
        downloads.stopAll();
        library.forgetSession();
    }
}
